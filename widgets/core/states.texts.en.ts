import type { StatesTexts } from './states.texts.ts';

const en: StatesTexts = {
  empty: ['Nothing here yet', 'Data shows up here as soon as there is some.'],
  denied: ['No access to this panel', 'Ask the person who manages the account for access.'],
  signedOut: 'Your session has ended. Sign in again to see this panel.',
  failed: ['The data could not be loaded', 'The problem is on our side. Your data is intact.'],
  limited: ['Too many requests in a short time', 'Your data is intact.'],
  gone: ['This no longer exists', 'Someone else may have removed it.'],
  retrying: (seconds) => `Trying again in ${seconds} s.`,
  code: (id) => `Code ${id}`,
};

export default en;
