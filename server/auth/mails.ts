import type { Language } from '../core/input.ts';
import type { MailKind } from '../core/mail.ts';

export interface MailParts {
  to: string;
  name: string;
  link: string;
  language: Language;
}

interface Words {
  subject: string;
  body: string;
  action: string;
  end: string;
}

const words: Record<Language, Record<MailKind, Words> & { hello: (name: string) => string; unasked: string }> = {
  pt: {
    hello: (name) => `Olá, ${name}.`,
    unasked: 'Se não foi você, ignore este e-mail: nada muda.',
    reset: { subject: 'Nova senha do portal ARCO', body: 'Recebemos um pedido para trocar a sua senha.', action: 'Criar uma nova senha', end: 'O link vale por uma hora e funciona uma vez.' },
    verify: { subject: 'Confirme o seu e-mail no portal ARCO', body: 'Falta um passo para entrar: confirmar que este e-mail é seu.', action: 'Confirmar e entrar', end: 'O link vale por um dia.' },
    invitation: { subject: 'Seu convite para o portal ARCO', body: 'Você foi convidado para acompanhar os resultados no portal da ARCO.', action: 'Aceitar o convite', end: 'O link vale por sete dias e funciona uma vez.' },
    added: { subject: 'Um cliente novo no seu portal ARCO', body: 'Você agora acompanha mais um cliente no portal da ARCO.', action: 'Abrir o portal', end: 'Entre como sempre.' },
  },
  en: {
    hello: (name) => `Hello ${name},`,
    unasked: 'If this was not you, ignore this e-mail: nothing changes.',
    reset: { subject: 'A new password for the ARCO portal', body: 'We were asked to change your password.', action: 'Choose a new password', end: 'The link lasts one hour and works once.' },
    verify: { subject: 'Confirm your e-mail for the ARCO portal', body: 'One step is left before you can sign in: confirm that this e-mail is yours.', action: 'Confirm and sign in', end: 'The link lasts one day.' },
    invitation: { subject: 'Your invitation to the ARCO portal', body: 'You are invited to follow your results in ARCO’s portal.', action: 'Accept the invitation', end: 'The link lasts seven days and works once.' },
    added: { subject: 'One more client in your ARCO portal', body: 'You now follow one more client in ARCO’s portal.', action: 'Open the portal', end: 'Sign in as always.' },
  },
  es: {
    hello: (name) => `Hola, ${name}:`,
    unasked: 'Si no fuiste tú, ignora este correo: nada cambia.',
    reset: { subject: 'Nueva contraseña del portal ARCO', body: 'Recibimos un pedido para cambiar tu contraseña.', action: 'Crear una contraseña nueva', end: 'El enlace vale una hora y funciona una vez.' },
    verify: { subject: 'Confirma tu correo en el portal ARCO', body: 'Falta un paso para entrar: confirmar que este correo es tuyo.', action: 'Confirmar y entrar', end: 'El enlace vale un día.' },
    invitation: { subject: 'Tu invitación al portal ARCO', body: 'Te invitaron a seguir los resultados en el portal de ARCO.', action: 'Aceptar la invitación', end: 'El enlace vale siete días y funciona una vez.' },
    added: { subject: 'Un cliente nuevo en tu portal ARCO', body: 'Ahora sigues un cliente más en el portal de ARCO.', action: 'Abrir el portal', end: 'Entra como siempre.' },
  },
};

/** A mail as text and as HTML. What a person typed is escaped. */
export function writeMail(kind: MailKind, { name, link, language }: MailParts): { subject: string; text: string; html: string } {
  const { hello, unasked } = words[language];
  const { subject, body, action, end } = words[language][kind];
  const text = `${hello(name)}\n\n${body}\n\n${action}:\n${link}\n\n${end} ${unasked}\n\nARCO`;
  const html =
    `<div style="max-width:480px;font:16px/1.5 system-ui,sans-serif;color:#1b1a21"><p>${escape(hello(name))}</p><p>${escape(body)}</p>` +
    `<p><a href="${escape(link)}" style="display:inline-block;padding:12px 20px;border-radius:10px;background:#4a3fcf;color:#fff;text-decoration:none;font-weight:600">${escape(action)}</a></p>` +
    `<p style="color:#5f5c6b;font-size:14px">${escape(end)} ${escape(unasked)}</p><p style="color:#5f5c6b;font-size:14px">ARCO</p></div>`;
  return { subject, text, html };
}

const escape = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
