import type { StatesTexts } from './states.texts.ts';

const es: StatesTexts = {
  empty: ['Todavía no hay nada', 'En cuanto haya datos, aparecerán aquí.'],
  denied: ['Sin acceso a este panel', 'Pide acceso a quien administra la cuenta.'],
  signedOut: 'Tu sesión terminó. Entra de nuevo para ver este panel.',
  failed: ['No pudimos obtener los datos', 'El problema es nuestro. Tus datos están intactos.'],
  limited: ['Demasiadas consultas en poco tiempo', 'Tus datos están intactos.'],
  gone: ['Esto ya no existe', 'Puede que otra persona lo haya eliminado.'],
  retrying: (seconds) => `Reintentamos en ${seconds} s.`,
  code: (id) => `Código ${id}`,
};

export default es;
