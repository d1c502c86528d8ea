/** Por qué un mensaje terminó donde está, en español. */
import type { Because, Guess, Unanswered } from "../../../domain/because.ts";

export type BecauseText = {
  because: Record<Because, string>;
  guesses: Record<Guess, string>;
  unanswered: Record<Unanswered, string>;
  answered: { text: string; link: string };
  conveyed: { title: string; text: string };
  mailbox: {
    absent: (day: string) => string;
    away: string;
    instead: (people: string) => string;
    complained: string;
    conveysFor: string;
  };
};

export const es: BecauseText = {
  because: {
    "official-proven": "Lo escribió el contacto oficial, y está comprobado.",
    "alternate-proven": "Lo escribió un contacto suplente, y está comprobado. Se avisó al contacto oficial.",
    "colleague-proven":
      "Lo escribió desde el dominio de la parte alguien que no figuraba; está comprobado. Quedó como suplente y se avisó al contacto oficial.",
    "not-proven":
      "La dirección es conocida, pero nada prueba que el correo venga de ella. Se pidió confirmación al contacto oficial.",
    redirected:
      "Llegó por la redirección de un buzón público, que deshace toda prueba de origen. Se pidió confirmación al contacto oficial.",
    "unverified-contact":
      "La dirección figura en la lista, pero nunca se comprobó. Se pidió confirmación al contacto oficial.",
    "handed-in": "Lo entregó en la página una persona de la secretaría, que responde por él.",
    "forwarded-by-us":
      "Lo reenvió una persona de la secretaría; cuenta como escrito por quien figura dentro. Se pidió confirmación al contacto oficial.",
    "proven-copy": "Llegó primero sin prueba y después, por otra vía, comprobado.",
    virus: "Contiene un virus.",
    spam: "El servicio de correo lo tiene por correo no deseado.",
    "failed-authentication":
      "Dice venir de un dominio que pide rechazar lo que no lleve su prueba, y no la lleva.",
    unreadable: "No se pudo leer. El original está guardado.",
    "not-recordable": "Se leyó, pero algo en él no se puede registrar. El original está guardado.",
    "unknown-address": "La dirección no es de nadie conocido.",
    "claims-our-address": "Dice venir de nuestra propia dirección, sin prueba.",
    "claims-our-staff": "Dice venir de una persona de la secretaría, sin prueba.",
    "our-staff": "Lo escribió una persona de la secretaría y no reenvía nada.",
    "forward-unknown": "Lo reenvió una persona de la secretaría; quien escribe dentro no es conocido.",
    "foreign-token": "Llegó a la dirección de respuesta dada a otra parte.",
    "foreign-reference": "El asunto lleva la referencia de otra parte.",
    "foreign-thread": "Responde a un correo nuestro enviado a otra parte.",
    "near-token": "La dirección de respuesta tiene algún carácter cambiado.",
    "near-address": "La dirección se parece a la de una convocatoria, pero no es esa.",
    "several-calls-open": "Hay varias convocatorias abiertas y nada dice a cuál responde.",
    "no-call-open": "No hay ninguna convocatoria abierta a la que pueda responder.",
    "call-not-out": "La convocatoria todavía no se ha enviado.",
    "not-invited": "La parte no está invitada a esa convocatoria.",
    conveyed:
      "Lo escribió la coordinación de un grupo sobre los puestos de su subregión. No es una respuesta de ese Estado.",
    "answers-selection":
      "Contesta a un correo sobre un puesto, o llegó mientras corre un procedimiento de silencio en el que participa ese Estado. No se registró como respuesta a la convocatoria.",
    "mailing-list-redirected":
      "Lleva señales de lista, que pudo poner el buzón público; quien escribe es conocido. No se respondió.",
    "looks-automatic": "Parece un aviso de ausencia, aunque no lo dice. No se respondió.",
    "says-automatic": "Un programa lo envió: lo dice su encabezado.",
    "mailing-list": "Es correo de una lista.",
    "no-return-address": "Se envió sin dirección de retorno, como hacen los programas.",
    "mail-daemon": "Lo escribió un servidor de correo.",
    absence: "Es un aviso de ausencia.",
    "read-receipt": "Es un acuse de lectura de un correo nuestro.",
    "bounce-hard": "Informa de que un buzón no existe. El contacto figura como inalcanzable.",
    "bounce-soft": "Informa de que un buzón no pudo recibir por ahora. El envío se repetirá más tarde.",
    "bounce-refused": "Informa de que un servidor no aceptó el correo. El buzón existe.",
    "delivery-delayed": "Informa de que una entrega se demora. El otro servidor lo sigue intentando.",
    "delivery-confirmed": "Informa de que un correo nuestro se entregó.",
    complaint: "Informa de que alguien marcó un correo nuestro como no deseado.",
    "report-unmatched": "Informa de una entrega, pero no nombra ningún correo nuestro: no se cambió nada.",
    duplicate: "El mismo correo ya había llegado por otra vía.",
    probe: "Es nuestra prueba diaria de un buzón público, que volvió por su redirección.",
    "own-mail": "Es un correo nuestro que volvió.",
    "by-hand": "Lo decidió una persona.",
  },
  guesses: {
    address: "por la dirección de quien escribe",
    domain: "por el dominio de quien escribe",
    token: "por la dirección de respuesta a la que llegó",
    "near-token": "por una dirección de respuesta casi igual",
    "near-address": "por la dirección de una convocatoria casi igual",
    reference: "por la referencia del asunto",
    thread: "por el correo nuestro al que responde",
    forward: "por el correo que lleva dentro",
  },
  unanswered: {
    "over-cap": "No se respondió: esa dirección ya recibió bastantes respuestas.",
    "rewritten-envelope": "No se respondió: un reenvío automático se interpone.",
    "no-official": "No se respondió: la parte no tiene contacto oficial al que llegue el correo.",
  },
  answered: {
    text: "Habla de una selección: solo lo ve la coordinación. Si es una objeción o una aceptación, regístrela a mano en la página del puesto; si responde a la convocatoria, asígnelo.",
    link: "Abrir la página del puesto",
  },
  conveyed: {
    title: "Lo que comunican las coordinaciones de grupo",
    text: "Un correo de quien coordina un grupo no es la manifestación de su Estado. Si comunica un nombre acordado, se anota abajo en el puesto, con quién lo comunicó.",
  },
  mailbox: {
    absent: (day: string) => `ausente; indica el ${day}`,
    away: "ausente",
    instead: (people: string) => `escribir a ${people}`,
    complained: "marcó un correo nuestro como no deseado: solo recibe notas oficiales",
    conveysFor: "habla por su grupo sobre los puestos de su subregión",
  },
};
