import type { Member } from '../../server/modules/members/members.schema.ts';
import type { Catalog } from '../core/locale.ts';

type Role = Member['role'];

const pt = {
  heading: 'Quem tem acesso',
  lead: 'Quem é responsável também cuida da equipe e das chaves.',
  nobody: 'Ninguém ainda.',
  role: { owner: 'Responsável', viewer: 'Leitura' } as Record<Role, string>,
  roles: 'O que a pessoa pode fazer',
  may: {
    owner: 'Vê tudo, muda metas e ações, convida e remove pessoas, cria chaves.',
    viewer: 'Vê tudo e não muda nada.',
  } as Record<Role, string>,
  invited: 'Convite enviado',
  disabled: 'Acesso suspenso',
  change: 'Mudar',
  changeFor: (name: string) => `Mudar o que ${name} pode fazer`,
  save: 'Salvar',
  made: (name: string, role: Role) => (role === 'owner' ? `${name} agora é responsável` : `${name} agora só lê`),
  invite: 'Convidar alguém',
  send: 'Enviar convite',
  sent: (email: string) => `Convite enviado para ${email}`,
  known: 'Esta pessoa já está na equipe',
  nameRefused: 'Escreva só o nome, sem links nem símbolos, com até 80 caracteres',
  remove: 'Remover',
  removeFor: (name: string) => `Remover ${name}`,
  keep: 'Manter',
  sure: (name: string) => `Remover ${name}? A pessoa deixa de ver este cliente na hora.`,
  removed: (name: string) => `${name} não tem mais acesso`,
  last: (name: string) => `${name} é a única pessoa responsável que já entrou. Passe outra a responsável antes.`,
};

export type MembersPanelTexts = typeof pt;

export const membersPanelTexts: Catalog<MembersPanelTexts> = {
  name: 'members-panel',
  pt,
  en: () => import('./members-panel.texts.en.ts'),
  es: () => import('./members-panel.texts.es.ts'),
};
