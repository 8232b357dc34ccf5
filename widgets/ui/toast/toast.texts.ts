import type { Catalog } from '../../core/locale.ts';

const pt = { close: 'Fechar aviso' };

export const toastTexts: Catalog<typeof pt> = {
  pt,
  en: async () => ({ default: { close: 'Close notice' } }),
  es: async () => ({ default: { close: 'Cerrar aviso' } }),
};
