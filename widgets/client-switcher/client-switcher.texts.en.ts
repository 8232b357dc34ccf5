import type { ClientSwitcherTexts } from './client-switcher.texts.ts';

const en: ClientSwitcherTexts = {
  heading: 'Client',
  pick: 'Switch client',
  choose: 'Choose a client',
  search: 'Find a client',
  found: (count, written) => (count === 1 ? '1 client' : `${written} clients`),
  none: 'No client by that name',
  empty: 'No client yet',
  emptyText: 'As soon as somebody gives you access, the client appears here.',
  role: { owner: 'Owner', viewer: 'Viewer', manager: 'Manager', agent: 'Support', admin: 'Administration' },
};

export default en;
