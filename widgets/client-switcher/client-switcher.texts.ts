import type { Catalog } from '../core/locale.ts';
import type { SessionClient } from '../login/auth.ts';

const pt = {
  heading: 'Cliente',
  pick: 'Trocar de cliente',
  choose: 'Escolha um cliente',
  search: 'Buscar cliente',
  found: (count: number, written: string): string => (count === 1 ? '1 cliente' : `${written} clientes`),
  none: 'Nenhum cliente com esse nome',
  empty: 'Nenhum cliente ainda',
  emptyText: 'Assim que alguém der acesso a você, o cliente aparece aqui.',
  role: {
    owner: 'Responsável',
    viewer: 'Consulta',
    manager: 'Gerente',
    agent: 'Suporte',
    admin: 'Administração',
  } satisfies Record<SessionClient['role'], string> as Record<SessionClient['role'], string>,
};

export type ClientSwitcherTexts = typeof pt;

export const clientSwitcherTexts: Catalog<ClientSwitcherTexts> = {
  name: 'client-switcher',
  pt,
  en: () => import('./client-switcher.texts.en.ts'),
  es: () => import('./client-switcher.texts.es.ts'),
};
