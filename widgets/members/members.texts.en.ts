import type { MembersTexts } from './members.texts.ts';

const en: MembersTexts = {
  heading: 'Team',
  empty: 'Nobody on the team yet',
  emptyText: 'Invite whoever should see these figures.',
  invite: 'Invite someone',
};

export default en;
