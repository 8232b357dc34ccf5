type Weights = Readonly<Record<string, number>>;

/** Where a shop's visits come from and what they see; weights, not shares. Sources carry their medium. */
export interface Mix {
  sources: Weights;
  campaigns: Weights;
  devices: Weights;
  countries: Weights;
  /** Where visits begin, and what they see further on. */
  landings: Weights;
  pages: Weights;
  /** The page that a conversion ends on. */
  thanks: string;
}

export const mixes: Readonly<Record<string, Mix>> = {
  moda: {
    sources: { 'google cpc': 19, 'google organic': 21, 'instagram cpc': 13, 'instagram social': 12, 'direct none': 20, 'whatsapp social': 7, 'newsletter email': 6, 'facebook social': 2 },
    campaigns: { remarketing: 5, 'busca-marca': 4, 'vestidos-verao': 3, shopping: 6 },
    devices: { mobile: 74, desktop: 22, tablet: 4 },
    countries: { BR: 942, PT: 24, US: 14, AR: 8, '??': 12 },
    landings: { '/': 32, '/vestidos': 20, '/novidades': 16, '/vestidos/linho-areia': 11, '/promocoes': 10, '/blusas': 7, '/trocas': 4 },
    pages: { '/vestidos': 20, '/vestidos/linho-areia': 15, '/carrinho': 14, '/blusas': 13, '/novidades': 12, '/saias': 10, '/promocoes': 8, '/': 6, '/trocas': 2 },
    thanks: '/pedido-confirmado',
  },
  padaria: {
    sources: { 'google organic': 34, 'google cpc': 16, 'direct none': 22, 'instagram social': 15, 'whatsapp social': 11, 'facebook social': 2 },
    campaigns: { 'perto-de-mim': 6, encomendas: 4 },
    devices: { mobile: 83, desktop: 14, tablet: 3 },
    countries: { BR: 985, PT: 5, '??': 10 },
    landings: { '/': 45, '/cardapio': 30, '/encomendas': 15, '/onde-estamos': 10 },
    pages: { '/cardapio': 40, '/encomendas': 30, '/onde-estamos': 18, '/': 12 },
    thanks: '/encomenda-recebida',
  },
};
