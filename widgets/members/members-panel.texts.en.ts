import type { MembersPanelTexts } from './members-panel.texts.ts';

const en: MembersPanelTexts = {
  heading: 'Who has access',
  lead: 'Owners also look after the team and the keys.',
  nobody: 'Nobody yet.',
  role: { owner: 'Owner', viewer: 'Viewer' },
  roles: 'What they can do',
  may: {
    owner: 'Sees everything, changes goals and actions, invites and removes people, creates keys.',
    viewer: 'Sees everything and changes nothing.',
  },
  invited: 'Invitation sent',
  disabled: 'Access suspended',
  change: 'Change',
  changeFor: (name) => `Change what ${name} can do`,
  save: 'Save',
  made: (name, role) => (role === 'owner' ? `${name} is an owner now` : `${name} is a viewer now`),
  invite: 'Invite someone',
  send: 'Send invitation',
  sent: (email) => `Invitation sent to ${email}`,
  known: 'This person is on the team already',
  nameRefused: 'Write the name alone, without links or symbols, in up to 80 characters',
  remove: 'Remove',
  removeFor: (name) => `Remove ${name}`,
  keep: 'Keep',
  sure: (name) => `Remove ${name}? They stop seeing this client at once.`,
  removed: (name) => `${name} no longer has access`,
  last: (name) => `${name} is the only owner who has signed in so far. Make somebody else an owner first.`,
};

export default en;
