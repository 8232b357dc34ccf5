import type { ISql } from 'postgres';
import * as z from 'zod';
import { AppError } from '../core/errors.ts';

/** How long the rows of a table are kept. */
export interface Kept {
  table: string;
  /** What tells how old a row is; of what ends, the end. */
  column: string;
  /** Days by default; null is for as long as what it belongs to exists. */
  days: number | null;
  /** The fewest days that may be set; null where nothing may, as other rows rest on these. */
  least: number | null;
  /**
   * Who deletes: a job in each client, a function of the directory, a job of the machinery (by its name where one does
   * it elsewhere), or the owner's role by `arco retention apply` alone. None where nothing is deleted.
   */
  by: 'client' | 'directory' | 'machinery' | 'owner' | 'collect.drop-days' | 'collect.forget-salts' | 'core.forget-rates' | 'core.forget-changes' | 'jobs.plan' | null;
  /** Why so long, for the people it is about. */
  reason: string;
}

const forever = (table: string, column: string, reason: string): Kept => ({ table, column, days: null, least: null, by: null, reason });

/** Every table and how long it keeps what; a test fails for one that is not here. */
export const retention: readonly Kept[] = [
  { table: 'product_events', column: 'at', days: 730, least: 90, by: 'client', reason: 'Dois anos bastam para comparar um ano com o anterior' },
  { table: 'realtime_events', column: 'received_at', days: 400, least: 3, by: 'collect.drop-days', reason: 'Refazer as contagens de um ano; quem visitou é um resumo criptográfico que só vale um dia, a menos que tenha consentido' },
  { table: 'visits', column: 'started_at', days: 400, least: 3, by: 'client', reason: 'Filtrar visitas; sem endereço, nome ou navegador' },
  { table: 'current_visits', column: 'last_at', days: 2, least: null, by: 'client', reason: 'Continuar uma visita aberta; apagado em três dias' },
  { table: 'live_minutes', column: 'minute', days: 1, least: null, by: 'client', reason: 'Desenhar a última meia hora' },
  { table: 'visitor_salts', column: 'day', days: 1, least: null, by: 'collect.forget-salts', reason: 'Contar visitantes sem os identificar; apagado quando o dia acaba' },
  { table: 'client_metric_revisions', column: 'changed_at', days: 730, least: 30, by: 'client', reason: 'Explica números que mudaram depois de publicados' },
  { table: 'audit_log', column: 'at', days: 1825, least: 365, by: 'owner', reason: 'Prova de quem alterou o quê, pelo prazo de prescrição (cinco anos)' },
  { table: 'security_log', column: 'at', days: 365, least: 365, by: 'directory', reason: 'Investigar acessos indevidos; guarda mínima de um ano' },
  { table: 'invitations', column: 'expires_at', days: 30, least: 1, by: 'directory', reason: 'Responder a quem pergunta por um convite vencido' },
  { table: 'auth.sessions', column: 'expires_at', days: 1, least: 0, by: 'directory', reason: 'Uma sessão encerrada não serve para mais nada' },
  { table: 'auth.verifications', column: 'expires_at', days: 1, least: 0, by: 'directory', reason: 'Um código vencido não serve para mais nada' },
  { table: 'outbox', column: 'delivered_at', days: 90, least: 1, by: 'machinery', reason: 'Saber se um aviso foi entregue' },
  { table: 'rate_counters', column: 'window_start', days: 1, least: null, by: 'core.forget-rates', reason: 'Limite de pedidos por minuto; apagado em menos de uma hora' },
  { table: 'changes', column: 'at', days: 2, least: null, by: 'core.forget-changes', reason: 'Avisar páginas abertas; apagado em 25 horas' },
  { table: 'planned_jobs', column: 'day', days: 8, least: null, by: 'jobs.plan', reason: 'Não repetir uma tarefa no mesmo dia; apagado em uma semana' },
  forever('consents', 'given_at', 'Prova do consentimento; apagado com a pessoa'),
  forever('clients', 'created_at', 'Cadastro, enquanto durar o contrato'),
  forever('people', 'created_at', 'Cadastro, enquanto a pessoa tiver acesso; apagado a pedido'),
  forever('memberships', 'created_at', 'Quem acessa o quê'),
  forever('account_managers', 'created_at', 'Quem atende o cliente'),
  forever('client_account_managers', 'assigned_at', 'Histórico de atendimento'),
  forever('keys', 'created_at', 'Chaves do cliente, inclusive as encerradas'),
  forever('signing_keys', 'created_at', 'Assinatura de acessos; não contém dados pessoais'),
  forever('auth.accounts', 'created_at', 'Senha (só o resumo criptográfico), enquanto a pessoa tiver acesso'),
  forever('auth.passkeys', 'created_at', 'Passkeys, até a pessoa as remover'),
  forever('auth.second_factors', 'locked_until', 'Verificação em duas etapas, até a pessoa a desligar'),
  forever('imports', 'created_at', 'Origem dos números importados'),
  forever('client_metrics', 'date', 'Números do cliente, sem pessoas'),
  forever('client_metric_hours', 'hour', 'Números do cliente, sem pessoas'),
  forever('client_metric_days', 'on_day', 'Números do cliente, sem pessoas'),
  forever('ga4_connections', 'created_at', 'Conexão com o Google Analytics, enquanto o cliente a mantiver; a chave de acesso fica cifrada'),
  forever('metric_sources', 'updated_at', 'Preferência do cliente'),
  forever('client_goals', 'created_at', 'Metas do cliente'),
  forever('goal_progress', 'recorded_at', 'Metas do cliente'),
  forever('score_weights', 'created_at', 'Explica a pontuação de cada época'),
  forever('client_scores', 'computed_at', 'Pontuação do cliente, sem pessoas'),
  forever('alerts', 'opened_at', 'Números fora do normal e como terminaram'),
  forever('predictions', 'made_at', 'Mostra o quanto as previsões passadas erraram'),
  forever('recommendations', 'created_at', 'Sugestões e o efeito que tiveram'),
  forever('client_actions', 'created_at', 'Decisões do cliente'),
  forever('traffic_hours', 'hour', 'Números do cliente, sem pessoas'),
  forever('collect_heads', 'since', 'Quantas vezes o site foi contado; sem pessoas'),
  forever('excluded_hours', 'hour', 'Quantos robôs e visitas próprias ficaram de fora'),
  forever('traffic_settings', 'updated_at', 'Como o cliente quer que o site seja contado'),
  forever('event_days', 'day', 'Dias que já foram coletados; sem pessoas'),
  forever('import_salts', 'created_at', 'Distinguir visitantes de um registro importado, dia a dia'),
  forever('annotations', 'on_day', 'Notas do cliente e da ARCO sobre os números'),
  forever('traffic_days', 'on_day', 'Números do cliente, sem pessoas'),
  forever('traffic_months', 'on_month', 'Números do cliente, sem pessoas'),
  forever('traffic_folds', 'folded_at', 'Quantos visitantes houve; um esboço do qual não se volta a ninguém'),
  forever('industry_benchmarks', 'updated_at', 'Números de setores, de nenhum cliente'),
  forever('benchmark_groups', 'starts_on', 'Quantas empresas há em cada número do setor'),
  forever('benchmark_runs', 'computed_at', 'Meses já calculados'),
  forever('benchmark_consents', 'given_at', 'Prova de que o cliente deixou os números contarem'),
  forever('benchmark_contributions', 'starts_on', 'O que entrou nos números do setor; apagado quando o cliente sai'),
];

const settable = retention.filter(({ least }) => least !== null);

const longest = 36_500;

/** What `settings` holds under `retention`: days, or null for ever, of the tables whose default does not suit. */
export const RetentionSetting = z.strictObject(
  Object.fromEntries(settable.map(({ table, least }) => [table, z.number().int().min(least!).max(longest).nullable().optional()])),
);

export type RetentionSetting = Readonly<Record<string, number | null | undefined>>;

/** The list as this installation has it. Throws where the setting is not one. */
export async function readRetention(sql: ISql): Promise<{ kept: Kept; days: number | null }[]> {
  const setting = await readSetting(sql);
  return retention.map((kept) => ({ kept, days: setting[kept.table] === undefined ? kept.days : setting[kept.table]! }));
}

/** Changes the days of a table; `undefined` goes back to the default. `owner` is of the owner's role. */
export async function changeRetention(owner: ISql, table: string, days: number | null | undefined): Promise<void> {
  const kept = settable.find((each) => each.table === table);
  if (!kept) throw refused('table', `one of ${settable.map((each) => each.table).join(', ')}`);
  const { [table]: _, ...others } = await readSetting(owner);
  const wanted = RetentionSetting.safeParse({ ...others, ...(days === undefined ? {} : { [table]: days }) });
  if (!wanted.success) throw refused('days', `${kept.least} to ${longest} days of ${table}`);
  const value = owner.json(wanted.data as Record<string, number | null>);
  await owner`insert into settings (name, value) values ('retention', ${value}) on conflict (name) do update set value = excluded.value`;
  await owner`select arco.record_security(null, 'retention.change', null, null, ${owner.json({ table, days: days ?? null })}, null)`;
}

async function readSetting(sql: ISql): Promise<RetentionSetting> {
  const [row] = await sql<{ value: unknown }[]>`select value from settings where name = 'retention'`;
  const read = RetentionSetting.safeParse(row?.value ?? {});
  if (!read.success) throw new AppError('conflict', `The setting "retention" is not one: ${z.prettifyError(read.error)}`);
  return read.data as RetentionSetting;
}

const refused = (path: string, expected: string): AppError => new AppError('invalid_input', `--${path}: expected ${expected}`, { fields: [{ path: `--${path}`, expected }] });

/** The instant before which what a table holds is too old. */
export const horizonOf = (days: number, now: Date): Date => new Date(now.getTime() - days * 86_400_000);
