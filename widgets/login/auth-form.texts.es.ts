import type { AuthFormTexts } from './auth-form.texts.ts';

const es: AuthFormTexts = {
  name: 'Nombre',
  email: 'Correo',
  password: 'Contraseña',
  newPassword: 'Nueva contraseña',
  show: 'Mostrar la contraseña',
  rule: (min) => `${min} caracteres o más, que no esté entre las contraseñas más comunes`,
  nameExpected: 'Escribe el nombre',
  emailExpected: 'Escribe la dirección completa, como nombre@empresa.com',
  passwordExpected: 'Escribe la contraseña',
  codeExpected: 'Escribe los 6 números del código',
  recoveryExpected: 'Escribe uno de los códigos que guardaste',
  short: (missing) => (missing === '1' ? 'Falta 1 carácter' : `Faltan ${missing} caracteres`),
  long: (max) => `Usa ${max} caracteres como máximo`,
  common: 'Esta contraseña está entre las más comunes. Elige otra',
  wrongPassword: 'La contraseña no coincide',
  wrongCode: 'El código no coincide. Comprueba que siga en la aplicación',
  wrongRecovery: 'Este código no coincide, o ya se usó',
  offline: 'No tienes conexión. Inténtalo de nuevo cuando vuelva.',
  failed: 'El problema es nuestro. Inténtalo de nuevo en un momento.',
  support: (id) => `Código ${id}`,
  late: (when) => `Hubo demasiados intentos. Inténtalo de nuevo ${when}.`,
  inSeconds: (seconds) => `en ${seconds} s`,
  at: (time) => `a las ${time}`,
  soon: 'dentro de un rato',
  passkeyStopped: 'La biometría o la llave no respondió. Inténtalo de nuevo o usa la contraseña.',
  passkeyRefused: 'Esta llave no es de ninguna cuenta de aquí. Usa otra o la contraseña.',
  passkeyKnown: 'Este dispositivo ya tiene una llave de esta cuenta.',
  working: 'Un momento…',
};

export default es;
