import type { KeysTexts } from './keys.texts.ts';

const es: KeysTexts = {
  heading: 'Claves',
  empty: 'Aún no hay claves',
  emptyText: 'Crea una para usar los widgets en tu sitio.',
  create: 'Crear clave',
};

export default es;
