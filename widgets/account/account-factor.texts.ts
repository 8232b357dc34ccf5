import type { Catalog } from '../core/locale.ts';

const pt = {
  heading: 'Verificação em duas etapas',
  lead: 'Além da senha, um código do aplicativo no seu celular.',
  on: 'Ligada',
  off: 'Desligada',
  turnOn: 'Ligar',
  turnOff: 'Desligar',
  newCodes: 'Novos códigos de recuperação',
  newCodesLead: 'Os códigos de antes deixam de valer.',
  password: 'Sua senha',
  goOn: 'Continuar',
  scanLead: 'Aponte o aplicativo de códigos para o desenho, ou digite a chave nele.',
  picture: 'Código QR para o aplicativo de códigos',
  secret: 'Chave',
  code: 'Código que o aplicativo mostra',
  codesLead: 'Guarde estes códigos. Cada um entra uma vez, se você perder o celular. Eles não aparecem de novo.',
  codes: 'Códigos de recuperação',
  copy: 'Copiar',
  copied: 'Copiado',
  notCopied: 'Selecione e copie',
  download: 'Baixar',
  file: 'arco-codigos-de-recuperacao.txt',
  kept: 'Já guardei',
  turnedOn: 'Verificação em duas etapas ligada',
  turnedOff: 'Verificação em duas etapas desligada',
  renewed: 'Novos códigos guardados',
};

export type AccountFactorTexts = typeof pt;

export const accountFactorTexts: Catalog<AccountFactorTexts> = {
  name: 'account-factor',
  pt,
  en: () => import('./account-factor.texts.en.ts'),
  es: () => import('./account-factor.texts.es.ts'),
};
