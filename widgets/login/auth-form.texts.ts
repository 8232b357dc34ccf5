import type { Catalog } from '../core/locale.ts';

const pt = {
  name: 'Nome',
  email: 'E-mail',
  password: 'Senha',
  newPassword: 'Nova senha',
  show: 'Mostrar a senha',
  rule: (min: string) => `${min} caracteres ou mais, que não esteja entre as senhas mais comuns`,
  nameExpected: 'Escreva o nome',
  emailExpected: 'Escreva o endereço inteiro, como nome@empresa.com.br',
  passwordExpected: 'Escreva a senha',
  codeExpected: 'Escreva os 6 números do código',
  recoveryExpected: 'Escreva um dos códigos que você guardou',
  short: (missing: string) => (missing === '1' ? 'Falta 1 caractere' : `Faltam ${missing} caracteres`),
  long: (max: string) => `Use no máximo ${max} caracteres`,
  common: 'Esta senha está entre as mais comuns. Escolha outra',
  wrongPassword: 'A senha não confere',
  wrongCode: 'O código não confere. Confira se ele ainda está no aplicativo',
  wrongRecovery: 'Este código não confere, ou já foi usado',
  offline: 'Você está sem conexão. Tente de novo quando a internet voltar.',
  failed: 'O problema é do nosso lado. Tente de novo em instantes.',
  support: (id: string) => `Código ${id}`,
  late: (when: string) => `Foram muitas tentativas. Tente de novo ${when}.`,
  inSeconds: (seconds: string) => `em ${seconds} s`,
  at: (time: string) => `às ${time}`,
  soon: 'daqui a pouco',
  passkeyStopped: 'A biometria ou chave não respondeu. Tente de novo ou use a senha.',
  passkeyRefused: 'Esta chave não é de nenhuma conta daqui. Use outra ou a senha.',
  passkeyKnown: 'Este aparelho já tem uma chave desta conta.',
  working: 'Um instante…',
};

/** What the forms of signing in and of the account share. */
export type AuthFormTexts = typeof pt;

export const authFormTexts: Catalog<AuthFormTexts> = {
  name: 'auth-form',
  pt,
  en: () => import('./auth-form.texts.en.ts'),
  es: () => import('./auth-form.texts.es.ts'),
};
