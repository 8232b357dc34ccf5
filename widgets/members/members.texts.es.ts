import type { MembersTexts } from './members.texts.ts';

const es: MembersTexts = {
  heading: 'Equipo',
  empty: 'Aún no hay nadie en el equipo',
  emptyText: 'Invita a quien deba ver estas cifras.',
  invite: 'Invitar a alguien',
};

export default es;
