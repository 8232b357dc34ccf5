import type { ListedKey } from '../../server/modules/keys/keys.schema.ts';
import type { Catalog } from '../core/locale.ts';

type Kind = ListedKey['kind'];

const pt = {
  heading: 'Chaves do seu site',
  lead: 'Cada chave abre os widgets para uma página ou um servidor. Troque de tempos em tempos e revogue a que vazou.',
  none: 'Nenhuma chave em uso.',
  kind: { publishable: 'Pública', secret: 'Secreta' } as Record<Kind, string>,
  kinds: 'Tipo de chave',
  does: {
    publishable: 'Vai no código da página. Mostra só o conteúdo publicado.',
    secret: 'Fica no seu servidor. Cria os acessos que mostram os números do cliente.',
  } as Record<Kind, string>,
  named: (kind: Kind, hint: string) => `chave ${kind === 'secret' ? 'secreta' : 'pública'} …${hint}`,
  test: 'Teste',
  testKey: 'Chave de teste',
  testLead: 'Funciona também em localhost. Os widgets mostram um selo de teste.',
  loopback: 'localhost',
  created: (date: string) => `Criada em ${date}`,
  ends: (date: string, time: string) => `Termina em ${date}, ${time}`,
  ended: (date: string) => `Terminou em ${date}`,
  revoked: (date: string) => `Revogada em ${date}`,
  over: (count: string) => `Fora de uso (${count})`,
  create: 'Criar chave',
  origins: 'Sites que podem usar a chave',
  originsHint: 'Um por linha, como https://loja.com.br. Para todos os subdomínios, https://*.loja.com.br.',
  originsExpected: 'Escreva ao menos um site, como https://loja.com.br',
  originWrong: (origin: string) => `${origin} não serve. Escreva só https:// e o domínio, sem barra no fim, como https://loja.com.br`,
  originShared: (origins: string) => `Depois do *. use um domínio só seu, como https://*.loja.com.br. Confira ${origins}`,
  originsRefused: 'Algum dos sites não foi aceito. Escreva um por linha, até 50, como https://loja.com.br',
  once: 'Copie a chave agora: ela não aparece de novo.',
  value: 'Chave nova',
  copy: 'Copiar',
  copied: 'Copiada',
  notCopied: 'Não deu para copiar. Selecione o texto',
  kept: 'Já guardei',
  made: (name: string) => `Criamos a ${name}`,
  rotate: 'Trocar',
  rotateFor: (name: string) => `Trocar a ${name}`,
  rotateLead: (name: string) => `Cria outra igual à ${name}. As duas funcionam até o fim do prazo.`,
  overlap: 'A antiga para de funcionar',
  overlaps: { 0: 'Agora', 24: 'Em 24 horas', 48: 'Em 48 horas', 168: 'Em 7 dias' } as Record<number, string>,
  rotated: (name: string) => `Trocamos a ${name}`,
  revoke: 'Revogar',
  revokeFor: (name: string) => `Revogar a ${name}`,
  keep: 'Manter',
  sure: {
    publishable: (name: string) => `Revogar a ${name}? As páginas que a usam deixam de mostrar o conteúdo em segundos.`,
    secret: (name: string) => `Revogar a ${name}? Os servidores que a usam deixam de criar acessos, e as páginas já abertas com eles param em segundos.`,
  } as Record<Kind, (name: string) => string>,
  revokedNow: (name: string) => `A ${name} não funciona mais`,
};

export type KeysPanelTexts = typeof pt;

export const keysPanelTexts: Catalog<KeysPanelTexts> = {
  name: 'keys-panel',
  pt,
  en: () => import('./keys-panel.texts.en.ts'),
  es: () => import('./keys-panel.texts.es.ts'),
};
