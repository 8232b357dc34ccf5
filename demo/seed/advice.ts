import type { ActionKind } from '../../server/modules/actions/actions.schema.ts';

/** What an account manager writes to a shop, and what she thinks it is worth. */
export interface Advice {
  kind: ActionKind;
  title: string;
  text: string;
  expectedCents: number;
  probability: number;
  minutes: number;
}

const advice = (kind: ActionKind, title: string, text: string, expectedCents: number, probability: number, minutes: number): Advice => ({ kind, title, text, expectedCents, probability, minutes });

/** The first two are still open when the demo is first shown. */
export const advices: Readonly<Record<string, readonly Advice[]>> = {
  moda: [
    advice('quick_win', 'Aprove o frete grátis a partir de R$ 250', 'Quatro em cada dez carrinhos param no frete. O texto do aviso está pronto, falta só o seu sim.', 240_000, 0.6, 5),
    advice('insight', 'Quem chega pelo Instagram compra mais à noite', 'Das 19h às 23h o Instagram converte quase o dobro do resto do dia. Dá para levar parte da verba para esse horário.', 190_000, 0.5, 10),
    advice('quick_win', 'Responda às perguntas sobre tamanho', 'Três perguntas sem resposta na página do vestido midi, o produto mais visto do mês.', 90_000, 0.5, 10),
    advice('insight', 'O e-mail de carrinho abandonado pode sair mais cedo', 'Metade de quem volta, volta em duas horas. Hoje o e-mail sai depois de um dia.', 160_000, 0.4, 15),
    advice('quick_win', 'Atualize as fotos da coleção na página inicial', 'A vitrine ainda mostra peças que esgotaram.', 70_000, 0.5, 20),
    advice('insight', 'Clientes que compram duas vezes vêm dos bilhetes na caixa', 'Um bilhete com desconto para a segunda compra sai por centavos e volta em trinta dias.', 120_000, 0.35, 30),
    advice('urgent', 'Confirme o estoque do vestido midi', 'O anúncio que mais vende leva a uma peça com poucas unidades.', 210_000, 0.6, 5),
  ],
  padaria: [
    advice('quick_win', 'Publique o cardápio da semana', 'O cardápio é a página mais buscada na segunda-feira, e o do site é o da semana passada.', 24_000, 0.6, 10),
    advice('insight', 'Encomendas chegam entre 10h e 12h', 'Quem liga nesse horário encomenda mais. Um anúncio local pode acompanhar.', 36_000, 0.4, 10),
    advice('quick_win', 'Peça avaliações a quem retira no balcão', 'Cinco avaliações novas por mês mantêm a padaria no topo do mapa do bairro.', 18_000, 0.5, 5),
    advice('insight', 'Bolos de aniversário pedem três dias', 'Dizer o prazo na página evita pedidos que não dá para atender.', 15_000, 0.5, 15),
  ],
};
