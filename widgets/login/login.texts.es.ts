import type { LoginTexts } from './login.texts.ts';

const es: LoginTexts = {
  headings: {
    signIn: 'Entrar al portal',
    signUp: 'Crear cuenta',
    code: 'Confirma que eres tú',
    recovery: 'Código de recuperación',
    forgot: 'Perdí la contraseña',
    reset: 'Nueva contraseña',
    invitation: 'Tu invitación',
    verify: 'Confirmar correo',
  },
  sent: {
    reset: 'Revisa tu correo',
    verify: 'Revisa tu correo',
    signUp: 'Revisa tu correo',
    unverified: 'Falta confirmar el correo',
    invited: 'Falta confirmar el correo',
  },
  broken: {
    reset: 'Este enlace ya no sirve',
    invitation: 'Esta invitación ya no sirve',
    verify: 'Este enlace ya no sirve',
  },
};

export default es;
