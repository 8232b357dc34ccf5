import type { CoreTexts } from './core.texts.ts';

const es: CoreTexts = {
  loading: 'Cargando…',
  retry: 'Reintentar',
  refresh: 'Actualizar',
  saved: (time) => `Datos guardados de las ${time}`,
  test: 'Prueba',
  offline: ['Estás sin conexión', 'Los datos vuelven en cuanto vuelva internet.'],
};

export default es;
