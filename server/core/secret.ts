const words = /change|secret|password|passw0rd|senha|example|default|insecure|development|placeholder|letmein|qwerty|asdfgh|zxcvb|12345|abcde/gi;
const repetition = /(.{8,}).*\1/s;

/**
 * Whether a secret could be guessed: few different characters, a repetition, a sequence, or known words and little else.
 * Thirty-two random bytes in hexadecimal or base64 are far from every limit here.
 */
export function isWeakSecret(secret: string): boolean {
  const rest = secret.replace(words, '');
  return rest.length < 24 || new Set(rest).size < 10 || repetition.test(secret) || stepsInSequence(rest) > rest.length / 2;
}

/** How often a character is followed by itself or its neighbour, as in `abcd` and `4321`. */
function stepsInSequence(text: string): number {
  return [...text].filter((char, index) => index > 0 && Math.abs(char.charCodeAt(0) - text.charCodeAt(index - 1)) <= 1).length;
}
