import type { AccountFactorTexts } from './account-factor.texts.ts';

const es: AccountFactorTexts = {
  heading: 'Verificación en dos pasos',
  lead: 'Además de la contraseña, un código de la aplicación en tu móvil.',
  on: 'Activada',
  off: 'Desactivada',
  turnOn: 'Activar',
  turnOff: 'Desactivar',
  newCodes: 'Nuevos códigos de recuperación',
  newCodesLead: 'Los códigos de antes dejan de servir.',
  password: 'Tu contraseña',
  goOn: 'Continuar',
  scanLead: 'Apunta la aplicación de códigos al dibujo, o escribe la clave en ella.',
  picture: 'Código QR para la aplicación de códigos',
  secret: 'Clave',
  code: 'Código que muestra la aplicación',
  codesLead: 'Guarda estos códigos. Cada uno entra una vez, si pierdes el móvil. No se muestran de nuevo.',
  codes: 'Códigos de recuperación',
  copy: 'Copiar',
  copied: 'Copiado',
  notCopied: 'Selecciona y copia',
  download: 'Descargar',
  file: 'arco-codigos-de-recuperacion.txt',
  kept: 'Ya los guardé',
  turnedOn: 'Verificación en dos pasos activada',
  turnedOff: 'Verificación en dos pasos desactivada',
  renewed: 'Nuevos códigos guardados',
};

export default es;
