import type { AuthFormTexts } from './auth-form.texts.ts';

const en: AuthFormTexts = {
  name: 'Name',
  email: 'Email',
  password: 'Password',
  newPassword: 'New password',
  show: 'Show the password',
  rule: (min) => `${min} characters or more, and not one of the most common passwords`,
  nameExpected: 'Enter the name',
  emailExpected: 'Enter the whole address, such as name@company.com',
  passwordExpected: 'Enter the password',
  codeExpected: 'Enter the 6 digits of the code',
  recoveryExpected: 'Enter one of the codes that you kept',
  short: (missing) => (missing === '1' ? '1 character is missing' : `${missing} characters are missing`),
  long: (max) => `Use ${max} characters at most`,
  common: 'This is one of the most common passwords. Choose another',
  wrongPassword: 'The password does not match',
  wrongCode: 'The code does not match. Check that the app still shows it',
  wrongRecovery: 'This code does not match, or has been used',
  offline: 'You are offline. Try again when the connection is back.',
  failed: 'The problem is on our side. Try again in a moment.',
  support: (id) => `Code ${id}`,
  late: (when) => `There were too many attempts. Try again ${when}.`,
  inSeconds: (seconds) => `in ${seconds} s`,
  at: (time) => `at ${time}`,
  soon: 'in a while',
  passkeyStopped: 'The passkey did not answer. Try again or use the password.',
  passkeyRefused: 'This passkey belongs to no account here. Use another one or the password.',
  passkeyKnown: 'This device already has a passkey for this account.',
  working: 'One moment…',
};

export default en;
