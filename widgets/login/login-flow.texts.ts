import type { Catalog } from '../core/locale.ts';
import type { Link, Mail } from './login-steps.ts';

const pt = {
  enter: 'Entrar',
  remember: 'Manter conectado',
  forgot: 'Perdi a senha',
  or: 'ou',
  passkey: 'Usar biometria ou chave',
  noAccount: 'Ainda não tem conta?',
  signUp: 'Criar conta',
  wrongPair: 'O e-mail ou a senha não confere',
  otherWay: 'Se a conta é sua, entre por outro caminho:',
  newPassword: 'Criar outra senha',
  changed: 'Senha trocada. Entre com a nova.',
  tooLate: 'O prazo para confirmar passou. Entre de novo.',
  codeLead: 'Abra o aplicativo de códigos e copie os 6 números.',
  code: 'Código',
  trust: 'Confiar neste aparelho',
  trustHint: 'Não pede o código aqui na próxima vez.',
  useRecovery: 'Usar código de recuperação',
  recoveryLead: 'Use um dos códigos que você guardou ao ligar a verificação. Cada um vale uma vez.',
  recovery: 'Código de recuperação',
  useCode: 'Usar o aplicativo',
  back: 'Voltar para entrar',
  forgotLead: 'Enviamos um link para criar outra senha.',
  send: 'Enviar o link',
  sent: {
    reset: (email) => `Se ${email} tem conta, um link para criar outra senha chega em instantes.`,
    verify: (email) => `Se ${email} tem conta, um novo link de confirmação chega em instantes.`,
    signUp: (email) => `Enviamos um link para ${email}. Abra para confirmar o endereço e entrar.`,
    unverified: (email) => `Enviamos um novo link para ${email}. Abra para confirmar o endereço e entrar.`,
    invited: (email) => `Sua senha está criada. Enviamos um link para ${email}: abra para confirmar o endereço e entrar.`,
  } as Record<Mail, (email: string) => string>,
  spam: 'Não chegou? Olhe no spam ou peça outro.',
  again: 'Enviar de novo',
  sentAgain: 'Enviado de novo',
  resetLead: 'Escolha a senha que vai usar daqui em diante.',
  save: 'Salvar a senha',
  invited: (name: string, client: string | null) => (client ? `${name}, ${client} convidou você para o portal.` : `${name}, você tem um convite para o portal.`),
  accept: 'Aceitar e entrar',
  signUpLead: 'Confirmamos seu endereço por e-mail antes do primeiro acesso.',
  agree: 'Ao continuar, você concorda com os',
  terms: 'termos de uso',
  verifyLead: 'Digite a senha que você criou: com o link, ela confirma que este e-mail é seu.',
  verify: 'Confirmar e entrar',
  broken: {
    reset: 'Ele já foi usado ou venceu. Peça outro: chega em instantes.',
    invitation: 'Ele já foi usado ou venceu. Quem convidou você pode enviar outro.',
    verify: 'Ele já foi usado ou venceu. Diga seu e-mail e enviamos outro.',
  } as Record<Link, string>,
  another: 'Pedir outro link',
  retry: 'Tentar de novo',
};

export type LoginFlowTexts = typeof pt;

export const loginFlowTexts: Catalog<LoginFlowTexts> = {
  name: 'login-flow',
  pt,
  en: () => import('./login-flow.texts.en.ts'),
  es: () => import('./login-flow.texts.es.ts'),
};
