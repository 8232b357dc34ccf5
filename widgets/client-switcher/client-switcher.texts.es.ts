import type { ClientSwitcherTexts } from './client-switcher.texts.ts';

const es: ClientSwitcherTexts = {
  heading: 'Cliente',
  pick: 'Cambiar de cliente',
  choose: 'Elige un cliente',
  search: 'Buscar cliente',
  found: (count, written) => (count === 1 ? '1 cliente' : `${written} clientes`),
  none: 'Ningún cliente con ese nombre',
  empty: 'Aún no hay clientes',
  emptyText: 'En cuanto alguien te dé acceso, el cliente aparece aquí.',
  role: { owner: 'Responsable', viewer: 'Consulta', manager: 'Gerente', agent: 'Soporte', admin: 'Administración' },
};

export default es;
