/** What an archive is: who asked for what, and when. */
export interface About {
  /** Whose data it is, as a person reads it. */
  of: string;
  made: Date;
}

/**
 * What each file of an archive holds, in the words of whoever receives it. The one list of them: a table that it does not
 * name cannot be exported, and a test names it.
 */
export const descriptions: Readonly<Record<string, string>> = {
  account_managers: 'cadastro de gerente de conta na ARCO',
  accounts: 'formas de entrar (sem a senha)',
  alerts: 'números que saíram do normal: desde quando, até quando e quanto',
  annotations: 'notas sobre os números: o dia e o texto',
  audit_log: 'alterações feitas: quem, o quê, quando, valor anterior e novo',
  benchmark_consents: 'autorizações para os números contarem nos do setor: desde quando, até quando, por quem',
  benchmark_contributions: 'números do cliente que entraram nos do setor, por mês',
  changes: 'avisos internos de que algo mudou, guardados por um dia',
  client_account_managers: 'gerentes de conta da ARCO e os clientes que atendem',
  client_actions: 'ações sugeridas e o que foi decidido sobre elas',
  client_goals: 'metas',
  client_metric_days: 'números coletados, por dia do cliente',
  client_metric_hours: 'números coletados, por hora (UTC)',
  client_metric_revisions: 'valores que foram corrigidos: o anterior e o novo',
  client_metrics: 'números por dia e por fonte; valores em centavos',
  client_scores: 'pontuação de cada dia',
  clients: 'cadastro do cliente',
  collect_heads: 'quantas vezes o site foi contado, um número interno',
  consents: 'consentimentos: para quê, em que versão do texto, quando e como',
  current_visits: 'a última visita de cada visitante, destes dias',
  excluded_hours: 'quantos robôs e visitas próprias ficaram de fora, por hora',
  ga4_connections: 'conexão com o Google Analytics (sem a chave de acesso)',
  goal_progress: 'andamento das metas ao fim de cada dia',
  imports: 'arquivos importados e quantas linhas deram certo',
  invitations: 'convites recebidos (sem o código do convite)',
  keys: 'chaves de acesso (das secretas, só o final)',
  live_minutes: 'páginas vistas por minuto, da última hora',
  memberships: 'quem acessa qual cliente, e com que papel',
  metric_sources: 'fontes preferidas para cada número',
  outbox: 'avisos a entregar ou já entregues',
  passkeys: 'chaves de acesso do aparelho (passkeys): nome e datas',
  people: 'cadastro das pessoas: nome, e-mail e idioma',
  planned_jobs: 'tarefas diárias já agendadas',
  predictions: 'previsões do fim de cada mês, e o que veio a ser',
  product_events: 'o que foi feito em cada widget, por quem e quando',
  realtime_events: 'o que foi visto e feito no site, sem endereço nem nome de quem visitou',
  recommendations: 'sugestões do sistema, com os números em que se basearam',
  score_weights: 'pesos da pontuação, por versão',
  second_factors: 'verificação em duas etapas: se está ativa (sem o segredo)',
  security_log: 'registro de segurança: entradas, senhas e dispositivos',
  sessions: 'sessões abertas (sem o código da sessão)',
  traffic_days: 'visitas por dia e por página, origem, campanha, aparelho e país',
  traffic_folds: 'dias e meses já somados, e um esboço de quantas pessoas vieram',
  traffic_hours: 'visitas por hora (UTC) e por página, origem, campanha, aparelho e país',
  traffic_months: 'visitas por mês e por página, origem, campanha, aparelho e país',
  traffic_settings: 'como o site é contado',
  visits: 'visitas ao site, sem endereço nem nome de quem visitou',
};

/** The text beside the files of an archive. Throws for a table without a description. */
export function describeFiles({ of, made }: About, counts: Readonly<Record<string, number>>): string {
  const lines = Object.entries(counts).map(([table, rows]) => {
    const description = descriptions[table];
    if (description === undefined) throw new Error(`server/privacy/contents.ts does not describe ${table}`);
    return `- ${table}.jsonl (${rows} ${rows === 1 ? 'linha' : 'linhas'}): ${description}`;
  });
  return `Dados guardados pela ARCO
=========================

De quem: ${of}
Feito em: ${made.toISOString()}

Cada arquivo tem uma linha por registro, em JSON (UTF-8). Valores em dinheiro são números inteiros, em centavos.
Datas com hora estão em UTC (ISO 8601); datas sem hora são dias no fuso do cliente.
Senhas, códigos e segredos não saem do sistema e não estão aqui.

${lines.join('\n')}

Guarde este arquivo em lugar seguro: ele contém dados pessoais. Para corrigir ou apagar dados, fale com a ARCO.
`;
}
