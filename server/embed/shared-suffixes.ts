/** What registries put before a country: `com.br` is nobody's, as `com` is not. */
const registries = new Set(
  (
    'ac adm adv agr app art blog cim co com coop dev eco edu emp eng esp etc flog fm fot fst g12 gob gov gub ' +
    'imb ind inf info jor jus leg lel ltd med mil mp mus ne net nic nom ntr odo off ong or org plc psc psi rec sch slg srv ' +
    'taxi tec tmp tur tv vet vlog wiki zlg'
  ).split(' '),
);

/** Hosts that give a subdomain to whoever asks. */
const platforms = new Set(
  (
    'amplifyapp.com azurewebsites.net blogspot.com cloudfront.net firebaseapp.com fly.dev github.io gitlab.io glitch.me ' +
    'herokuapp.com lovable.app lovableproject.com myshopify.com netlify.app ngrok.app ngrok.io onrender.com pages.dev ' +
    'railway.app repl.co replit.app surge.sh trycloudflare.com vercel.app web.app webflow.io wixsite.com wordpress.com workers.dev'
  ).split(' '),
);

/**
 * Whether strangers own names right below `host`, so that a wildcard there would let them in. A short list and not the whole
 * public suffix list (https://publicsuffix.org), which has ten thousand entries and changes weekly: it stops a slip of the
 * hand. Who means harm to their own key can as well name the stranger's origin.
 */
export function isSharedSuffix(host: string): boolean {
  const labels = host.split('.');
  const [second, country] = labels;
  return labels.length < 2 || platforms.has(host) || (labels.length === 2 && country!.length === 2 && registries.has(second!));
}
