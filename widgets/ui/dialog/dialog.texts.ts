import type { Catalog } from '../../core/locale.ts';

const pt = { close: 'Fechar' };

export const dialogTexts: Catalog<typeof pt> = {
  pt,
  en: async () => ({ default: { close: 'Close' } }),
  es: async () => ({ default: { close: 'Cerrar' } }),
};
