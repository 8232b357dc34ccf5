import type { AccountFactorTexts } from './account-factor.texts.ts';

const en: AccountFactorTexts = {
  heading: 'Two-step verification',
  lead: 'Beside the password, a code from the app on your phone.',
  on: 'On',
  off: 'Off',
  turnOn: 'Turn on',
  turnOff: 'Turn off',
  newCodes: 'New recovery codes',
  newCodesLead: 'The codes from before stop working.',
  password: 'Your password',
  goOn: 'Continue',
  scanLead: 'Point the app with your codes at the picture, or type the key into it.',
  picture: 'QR code for the app with your codes',
  secret: 'Key',
  code: 'Code that the app shows',
  codesLead: 'Keep these codes. Each signs in once, if you lose the phone. They are not shown again.',
  codes: 'Recovery codes',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Select and copy it',
  download: 'Download',
  file: 'arco-recovery-codes.txt',
  kept: 'I kept them',
  turnedOn: 'Two-step verification is on',
  turnedOff: 'Two-step verification is off',
  renewed: 'New codes kept',
};

export default en;
