import type { MembersPanelTexts } from './members-panel.texts.ts';

const es: MembersPanelTexts = {
  heading: 'Quién tiene acceso',
  lead: 'Quien es responsable también cuida del equipo y de las claves.',
  nobody: 'Nadie todavía.',
  role: { owner: 'Responsable', viewer: 'Lectura' },
  roles: 'Qué puede hacer',
  may: {
    owner: 'Ve todo, cambia metas y acciones, invita y quita personas, crea claves.',
    viewer: 'Ve todo y no cambia nada.',
  },
  invited: 'Invitación enviada',
  disabled: 'Acceso suspendido',
  change: 'Cambiar',
  changeFor: (name) => `Cambiar lo que ${name} puede hacer`,
  save: 'Guardar',
  made: (name, role) => (role === 'owner' ? `${name} ahora es responsable` : `${name} ahora solo lee`),
  invite: 'Invitar a alguien',
  send: 'Enviar invitación',
  sent: (email) => `Invitación enviada a ${email}`,
  known: 'Esta persona ya está en el equipo',
  nameRefused: 'Escribe solo el nombre, sin enlaces ni símbolos, con hasta 80 caracteres',
  remove: 'Quitar',
  removeFor: (name) => `Quitar a ${name}`,
  keep: 'Mantener',
  sure: (name) => `¿Quitar a ${name}? Deja de ver este cliente en el momento.`,
  removed: (name) => `${name} ya no tiene acceso`,
  last: (name) => `${name} es la única persona responsable que ya entró. Pasa antes a otra a responsable.`,
};

export default es;
