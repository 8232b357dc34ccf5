import { html, type TemplateResult } from 'lit';
import { icon, icons } from '../../core/icons.ts';
import type { Locale } from '../../core/locale.ts';
import { bar } from '../bar/bar.ts';
import { chip } from '../chip/chip.ts';
import { delta } from '../delta/delta.ts';
import { field } from '../field/field.ts';
import { password } from '../field/password.ts';
import { figure } from '../figure/figure.ts';
import { checkIcon, chevronIcon, clockIcon, closeIcon, infoIcon, targetIcon } from '../icon/icons.ts';
import { note } from '../note/note.ts';
import { skeletonArc, skeletonFigure, skeletonLines, skeletonRows } from '../skeleton/skeleton.ts';
import { spark } from '../spark/spark.ts';
import { stat } from '../stat/stat.ts';
import { table } from '../table/table.ts';
import { broken, change, days, first, last, run, visits } from './sample-data.ts';

/** What a specimen is drawn with. */
export interface Scene {
  readonly locale: Locale;
  /** Pixels of the card, for names that must differ where several stand on a page. */
  readonly size: string;
  /** What of it is open. */
  readonly open: string;
  readonly turn: (what: string) => void;
}

type Draw = (scene: Scene) => TemplateResult;

const menuItems = [
  { id: 'tomorrow', label: 'Amanhã, 9h', icon: clockIcon },
  { id: 'done', label: 'Já fizemos de outro jeito', icon: checkIcon },
  { id: 'remove', label: 'Excluir', icon: closeIcon, tone: 'danger' },
];
const segments = ['Mês', '90 dias', 'Ano'].map((label) => ({ value: label, label }));
const low = (from: number, to: number): string => `De ${from} a ${to}`;

/** Every part of the kit, by group and name. */
export const specimens: Record<string, Record<string, Draw>> = {
  Números: {
    Número: ({ locale }) => html`${figure(locale.parts(4_320_000, 'money'))}${figure(locale.parts(0.028, 'rate'))}${figure(locale.parts(null, 'money'))}`,
    Variação: ({ locale }) => html`<p class="small">${delta(change(locale, 0.124, 'good'))} subiu, e é bom</p>
      <p class="small">${delta(change(locale, -0.081, 'good'))} caiu, e é bom</p>
      <p class="small">${delta(change(locale, 0.302, 'bad'))} subiu, e é ruim</p>
      <p class="small">${delta(change(locale, 0, 'neutral'))} não mudou</p>`,
    Indicador: ({ locale }) => html`<dl class="stack">
      ${stat({ label: 'Receita gerada', figure: locale.parts(4_320_000, 'money'), change: change(locale, 0.231, 'good'), base: 'vs. 1–23 out.', spark: spark(run, first, last, low) })}
      ${stat({ label: 'Custo por lead', figure: locale.parts(null, 'money'), base: 'Nenhum lead no período' })}
    </dl>`,
    Linha: () => html`${spark(run, first, last, low)}
      <p class="cap">Com dois dias sem dados</p>
      ${spark(broken, first, last, low)}`,
    Barra: () => html`${bar({ value: 0.62, mark: 0.77, label: '62 % da meta, com 77 % do mês' })} ${bar({ value: 1, label: 'Meta batida', tone: 'positive' })}
    ${bar({ value: 0.18, mark: 0.77, label: '18 % da meta', tone: 'negative' })} ${bar({ value: 0, label: 'Nada ainda' })}`,
    Gráfico: ({ locale }) => html`<arco-ui-chart .data=${visits} .locale=${locale}></arco-ui-chart>`,
    Tabela: ({ locale, size }) =>
      table({
        caption: `Sessões por dia, ${size} px`,
        columns: ['Dia', 'nov.', 'out.'],
        rows: days.slice(0, 4).map((day, index) => [locale.date(day), ...[visits.main, visits.compare!].map(({ values }) => locale.number(values[index]!))]),
      }),
  },
  Ações: {
    Botões: () => html`<p class="row">
        <button class="btn lg pri" type="button">Salvar</button><button class="btn lg" type="button">Cancelar</button>
        <button class="btn lg ghost" type="button">Ver mais</button><button class="btn lg quiet" type="button">Agora não</button><button class="btn lg danger" type="button">Excluir</button>
        <button class="btn lg pri" type="button" aria-disabled="true">Salvando</button>
      </p>
      <p class="row"><button class="btn" type="button">${icon(icons.plus, 's')}Novo lead</button><button class="lnk" type="button">Ver como tabela</button></p>`,
    'Botão de ícone': () => html`<p class="row spaced">
      <button class="ibtn" type="button" aria-label="Como sabemos">${icon(infoIcon)}</button>
      <button class="ibtn" type="button" aria-label="Fechar">${icon(closeIcon)}</button>
      <button class="ibtn" type="button" aria-label="Como sabemos, aberto" aria-expanded="true">${icon(infoIcon)}</button>
    </p>`,
    Menu: ({ turn, open }) => html`<div class="row">
      <span class="grow small">${open ? `Escolhido: ${open}` : 'Remarketing sem verba'}</span>
      <arco-ui-menu label="Mais opções" .items=${menuItems} @pick=${({ detail }: CustomEvent<string>) => turn(detail)}></arco-ui-menu>
    </div>`,
    Segmentos: () => html`<arco-ui-segmented label="Período" .options=${segments} value="Mês"></arco-ui-segmented>`,
    Dica: () => html`<p class="row"><button class="lnk" type="button">ROAS</button><arco-ui-tooltip>Receita para cada real investido em anúncios</arco-ui-tooltip></p>`,
  },
  Situação: {
    Selos: () => html`<p class="row">
      ${chip('No ritmo', 'pos', checkIcon)}${chip('Em risco', 'wrn', icons.alert)}${chip('Não bateu', 'neg', closeIcon)}${chip('Em curso', 'quiet', clockIcon)}
    </p>`,
    Nota: () => html`${note(html`<b class="b">C. Mendes voltou para Negociação.</b> Ana Paula moveu o cartão antes de você.`, 'neg', icons.alert)}
    ${note('Ainda não há vencedor. Faltam cerca de 5.200 visitas por variante.', 'quiet', infoIcon)}
    ${note('O remarketing fica sem verba amanhã.', 'wrn', icons.alert)} ${note('Ligue até as 15h: leads assim respondem mais cedo.', 'acc', clockIcon)} ${note('Meta batida em 21 de nov.', 'pos', checkIcon)}`,
    'Aviso passageiro': ({ locale, open, turn }) => html`${open === 'gone'
      ? html`<p><button class="btn" type="button" @click=${() => turn('')}>Mostrar de novo</button></p>`
      : html`<arco-ui-toast .locale=${locale} text="Ação dispensada" action="Desfazer" @act=${() => turn('gone')} @close=${() => turn('gone')}></arco-ui-toast>
          <arco-ui-toast .locale=${locale} text="Não deu para mover o cartão" action="Tentar de novo" failed @act=${() => turn('gone')} @close=${() => turn('gone')}></arco-ui-toast>`}`,
    Esqueletos: () => html`<p class="cap">Número</p>
      ${skeletonFigure()}
      <p class="cap">Texto</p>
      ${skeletonLines(3)}
      <p class="cap">Lista</p>
      ${skeletonRows(2)}
      <p class="cap">Arco</p>
      ${skeletonArc()}`,
  },
  Formulários: {
    Campos: () => html`${field({ id: 'name', label: 'Nome', control: html`<input id="name" class="in" autocomplete="off" value="Marina Costa" aria-describedby="name-note" />` })}
    ${field({ id: 'phone', label: 'Telefone', hint: 'Com DDD. Só para retornar o contato.', control: html`<input id="phone" class="in" autocomplete="off" placeholder="(11) 99999-9999" aria-describedby="phone-note" />` })}
    ${field({ id: 'mail', label: 'E-mail', error: 'Falta o fim do endereço, como .com.br', control: html`<input id="mail" class="in" autocomplete="off" value="marina@carmim" aria-describedby="mail-note" aria-invalid="true" />` })}
    ${password({ id: 'password', label: 'Senha', autocomplete: 'new-password', show: 'Mostrar a senha', hint: '10 caracteres ou mais' })}
    ${field({ id: 'number', label: 'Número da fatura', control: html`<input id="number" class="in" value="2025-0187" disabled aria-describedby="number-note" />` })}
    ${field({ id: 'words', label: 'O que aconteceu', control: html`<textarea id="words" class="in" aria-describedby="words-note">O carrinho não fecha no celular.</textarea>` })}
    ${field({
      id: 'period',
      label: 'Período',
      control: html`<div class="over"><select id="period" class="in" aria-describedby="period-note"><option>Este mês</option><option>Mês passado</option></select>${icon(chevronIcon)}</div>`,
    })}
    ${field({ id: 'goal', label: 'Meta', control: html`<div class="over"><span class="before">R$</span><input id="goal" class="in" inputmode="decimal" autocomplete="off" value="72.000" aria-describedby="goal-note" /></div>` })}`,
    Escolhas: ({ size }) => html`<label class="check"><input type="checkbox" checked />Enviar cópia</label><label class="check"><input type="checkbox" />Urgente</label>
      <label class="check"><input type="radio" name="reason-${size}" checked />Já foi feito</label><label class="check"><input type="radio" name="reason-${size}" />Não faz sentido agora</label>
      <label class="check"><input type="checkbox" role="switch" checked />Avisar por e-mail</label><label class="check"><input type="checkbox" role="switch" />Avisar no celular</label>
      <label class="check"><input type="checkbox" disabled />Sem conexão</label>`,
    'Período': ({ locale }) => html`<arco-ui-date-range .locale=${locale} from="2025-11-01" to="2025-11-24" min="2024-06-01" max="2025-11-24" today="2025-11-24"></arco-ui-date-range>`,
  },
  Camadas: {
    Diálogo: ({ locale, open, turn }) => html`<p><button class="btn" type="button" @click=${() => turn('dialog')}>${icon(targetIcon, 's')}Nova meta</button></p>
      ${open === 'dialog'
        ? html`<arco-ui-dialog .locale=${locale} heading="Nova meta" @close=${() => turn('')}><p>O que quer alcançar até o fim do mês?</p></arco-ui-dialog>`
        : ''}`,
    Painel: ({ locale, open, turn }) => html`<p>
      <button class="btn" type="button" aria-haspopup="dialog" @click=${() => turn(open ? '' : 'popover')}>Período</button>${open === 'popover'
        ? html`<arco-ui-popover .locale=${locale} heading="Período" align="start" @close=${() => turn('')}
            ><arco-ui-date-range .locale=${locale} from="2025-11-01" to="2025-11-24" max="2025-11-24" today="2025-11-24" @change=${() => turn('')}></arco-ui-date-range
          ></arco-ui-popover>`
        : ''}
    </p>`,
  },
};
