/** The mails in Portuguese: formal correspondence of an intergovernmental secretariat, in the third person. */
import { type MailTexts, type NoticeFacts, need, remaining, sizeIn, type Words } from "../../mail/facts.ts";
import { receiptWords } from "../../mail/receipt.ts";
import { receipt as receiptTexts } from "../receipts/pt.ts";
import { salutation } from "../salutations.ts";
import { clarification } from "./clarification.ts";
import { amendment, silence, silenceClosed, waiting, warning } from "./pt-consulting.ts";
import { news, subscription } from "./pt-news.ts";
import { answer, callName, greets, isInterest, moment, ofParty, theCall, toTheCall } from "./pt-phrases.ts";

const received = (facts: NoticeFacts) =>
  facts.received ? [["Recebimento", moment(facts.received)] as const] : [];

const files = (facts: NoticeFacts) =>
  facts.files && facts.files.length > 0
    ? {
        list: { title: "Documentos recebidos", items: facts.files.map((f) => `${f.name} (${size(f.size)})`) },
      }
    : {};

const size = (bytes: number) => sizeIn(bytes, ["bytes", "KB", "MB"], ",");

const howToAnswer =
  "Para responder, basta responder a esta mensagem, com ou sem documentos anexos. Também é possível fazê-lo na página indicada a seguir, sem necessidade de criar uma conta.";

function invitation(facts: NoticeFacts): Words {
  const interest = isInterest(facts);
  return {
    subject: `Convocatória: ${callName(facts)}`,
    opening: [
      `${greets(facts)} e tem a honra de estender um convite para participar d${theCall(facts)}.`,
      need(facts.call, "call").summary,
    ],
    list: { title: interest ? "Funções" : "Perguntas orientadoras", items: facts.items ?? [] },
    body: [
      ...(interest ? [] : ["As perguntas servem de orientação e não constituem um formulário."]),
      ...(facts.deadline
        ? [
            `As ${interest ? "manifestações de interesse" : "contribuições"} serão recebidas até ${moment(facts.deadline)}.`,
          ]
        : []),
      howToAnswer,
    ],
    action: { label: "Abrir a página da convocatória", to: "link" },
  };
}

const receipt = (facts: NoticeFacts): Words => receiptWords(facts, receiptTexts);

function confirm(facts: NoticeFacts): Words {
  if (facts.proposed) return confirmContact(facts, facts.proposed);
  const reference = need(facts.reference, "reference");
  if (facts.withdrawal) return confirmWithdrawal(facts, reference);
  return {
    subject: `Solicitação de confirmação ${reference}: ${callName(facts)}`,
    opening: [
      `${greets(facts)} e tem a honra de informar que foi recebida, em nome ${ofParty(facts)}, a ${answer(facts)} descrita a seguir, referente ${toTheCall(facts)}.`,
    ],
    rows: [["Referência", reference], ...received(facts), ["Remetente", need(facts.lodgedBy, "lodgedBy")]],
    ...files(facts),
    body: [
      "Agradece-se a gentileza de confirmá-la na página a seguir. Até então, permanecerá registrada, sem produzir efeitos e sem ser publicada.",
    ],
    action: { label: `Confirmar a ${answer(facts)}`, to: "confirmLink" },
    ending: ["Caso não caiba confirmá-la, basta responder a esta mensagem."],
  };
}

const posts = {
  santiago: "Missão em Santiago",
  geneva: "Missão em Genebra",
  "new-york": "Missão em Nova York",
  capital: "Capital",
  other: "Outra",
};

function confirmContact(
  facts: NoticeFacts,
  { email, name, post }: NonNullable<NoticeFacts["proposed"]>,
): Words {
  return {
    subject: "Pedido de confirmação: novo contato",
    opening: [
      `${greets(facts)} e tem a honra de informar que, na página ${ofParty(facts)}, foi indicado um novo contato para a correspondência oficial relativa à Revisão Regional.`,
    ],
    rows: [...(name ? [["Pessoa", name] as const] : []), ["Endereço", email], ["Sede", posts[post]]],
    body: [
      `Agradece-se a gentileza de confirmá-lo na página a seguir${facts.deadline ? `, até ${moment(facts.deadline)}` : ""}. Até então, não se escreverá a esse endereço.`,
    ],
    action: { label: "Confirmar o contato", to: "confirmLink" },
    ending: ["Caso não caiba confirmá-lo, nada é necessário fazer."],
  };
}

function confirmWithdrawal(facts: NoticeFacts, reference: string): Words {
  return {
    subject: `Solicitação de confirmação ${reference}: ${callName(facts)}`,
    opening: [
      `${greets(facts)} e tem a honra de informar que foi recebido, em nome ${ofParty(facts)}, um pedido de retirada da ${answer(facts)} indicada a seguir, referente ${toTheCall(facts)}.`,
    ],
    rows: [["Referência", reference], ...received(facts)],
    body: [
      "Agradece-se a gentileza de confirmar a retirada na página a seguir. Até então, a comunicação continua a produzir efeitos.",
    ],
    action: { label: "Confirmar a retirada", to: "confirmLink" },
    ending: ["Caso não caiba confirmá-la, nenhuma providência é necessária."],
  };
}

function reminder(facts: NoticeFacts): Words {
  const { deadline } = facts;
  return {
    subject: `${callName(facts)}: convocatória aberta${deadline ? ` até ${deadline.date}` : ""}`,
    opening: [
      `${greets(facts)} e permite-se recordar que ${theCall(facts)} permanece aberta${deadline ? ` até ${moment(deadline)}` : ""}.`,
      "Caso a resposta já tenha sido enviada, pede-se a gentileza de desconsiderar esta mensagem.",
    ],
    body: [howToAnswer],
    action: { label: "Abrir a página da convocatória", to: "link" },
    ending: ["Na mesma página é possível indicar que não se desejam outros lembretes."],
  };
}

function extension(facts: NoticeFacts): Words {
  return {
    subject: `Nova data: ${callName(facts)}`,
    opening: [
      facts.alone
        ? `${greets(facts)} e tem a honra de informar que a resposta sobre ${theCall(facts)} pode ser apresentada ou completada até a data indicada a seguir.`
        : `${greets(facts)} e tem a honra de informar que foi alterada a data até a qual permanece aberta ${theCall(facts)}.`,
    ],
    rows: [
      ...(facts.deadline ? [["Nova data", moment(facts.deadline)] as const] : []),
      ...(facts.previous ? [["Data anterior", moment(facts.previous)] as const] : []),
    ],
    body: ["As comunicações já recebidas conservam plena validade."],
    action: { label: "Abrir a página da convocatória", to: "link" },
  };
}

function alternate(facts: NoticeFacts): Words {
  const reference = need(facts.reference, "reference");
  return {
    subject: `${isInterest(facts) ? "Manifestação de interesse recebida" : "Contribuição recebida"} ${reference}: ${callName(facts)}`,
    opening: [
      `${greets(facts)} e tem a honra de informar que foi recebida e registrada a ${answer(facts)} descrita a seguir, referente ${toTheCall(facts)}.`,
    ],
    rows: [["Referência", reference], ...received(facts), ["Remetente", need(facts.lodgedBy, "lodgedBy")]],
    ...files(facts),
    body: ["Caso seja necessário retificá-la ou complementá-la, basta responder a esta mensagem."],
    action: { label: `Ver a ${answer(facts)}`, to: "link" },
  };
}

function holding(facts: NoticeFacts): Words {
  return {
    subject: `Mensagem recebida: ${facts.review}`,
    opening: [
      `${facts.voice.name} agradece a mensagem, que foi recebida e transmitida à secretaria para a devida atenção.`,
    ],
    rows: facts.topic ? [["Assunto", facts.topic]] : [],
  };
}

/** Who holds which role: the party, and the person whom it presents; a letter tells of all. */
const holder = (facts: NoticeFacts) => {
  const { name, plain } = need(facts.party, "party");
  const held = facts.held ?? [{ seat: need(facts.seat, "seat"), person: facts.person }];
  return [
    [plain ? "Organização" : "Estado", name] as const,
    ...held.flatMap(({ seat, person }) => [
      ...(person ? [["Pessoa", person] as const] : []),
      ["Função", seat] as const,
    ]),
  ];
};

function acceptance(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  return {
    subject: `Convite: ${seat}`,
    opening: [
      `${greets(facts)} e, com referência ${toTheCall(facts)}, tem a honra de estender um convite para assumir a função a seguir.`,
    ],
    rows: holder(facts),
    body: [
      `Agradece-se a gentileza de comunicar a aceitação${facts.deadline ? `, se possível até ${moment(facts.deadline)}` : ""}.${facts.person ? "" : " A pessoa que exercerá a função poderá ser designada posteriormente."}`,
      "Pede-se a gentileza de manter a confidencialidade desta comunicação até a publicação da decisão.",
    ],
    action: { label: "Responder ao convite", to: "link" },
  };
}

function letter(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  return {
    subject: `Decisão: ${seat}`,
    opening: [
      `${greets(facts)} e tem a honra de comunicar a decisão adotada com relação ${toTheCall(facts)}.`,
    ],
    rows: holder(facts),
    body: [
      `${facts.voice.short} expressa o seu sincero agradecimento pela disposição e pelo apoio prestado à Revisão Regional.`,
      ...(facts.release
        ? [
            `A decisão será publicada em ${moment(facts.release)}. Até então, pede-se a gentileza de manter a sua confidencialidade.`,
          ]
        : []),
    ],
    action: { label: "Ver a página da convocatória", to: "link" },
  };
}

function announcement(facts: NoticeFacts): Words {
  return {
    subject: `Decisão publicada: ${callName(facts)}`,
    opening: [
      `${greets(facts)} e tem a honra de informar a decisão adotada com relação ${toTheCall(facts)}.`,
    ],
    list: { title: "Decisão", items: facts.items ?? [] },
    body: [`${facts.voice.short} agradece a todas as partes a sua participação.`],
    action: { label: "Ver a decisão", to: "link" },
  };
}

function approval(facts: NoticeFacts): Words {
  return {
    subject: `Para aprovação: ${callName(facts)}`,
    opening: [`Submete-se à sua aprovação a proposta relativa ${toTheCall(facts)}.`],
    list: { title: "Proposta", items: facts.items ?? [] },
    body: facts.deadline ? [`A decisão deve constar antes de ${facts.deadline.date}.`] : [],
    action: { label: "Examinar a proposta", to: "link" },
  };
}

function activity(facts: NoticeFacts): Words {
  const { name, when, place } = need(facts.activity, "activity");
  return {
    subject: `Roteiro: ${name}`,
    opening: [
      `Aproxima-se uma atividade do roteiro (${facts.review})${remaining(facts, (left) => `: ${left === 1 ? "falta 1 dia" : `faltam ${left} dias`}`)}.`,
    ],
    rows: [
      ["Atividade", name],
      ["Data", when],
      ["Local", place],
    ],
    action: { label: "Ver o roteiro", to: "link" },
  };
}

export const pt: MailTexts = {
  salutation: (facts) => salutation(facts),
  words: {
    invitation,
    receipt,
    confirm,
    reminder,
    extension,
    alternate,
    holding,
    clarification,
    acceptance,
    silence,
    "silence-closed": silenceClosed,
    amendment,
    letter,
    announcement,
    approval,
    warning,
    waiting,
    activity,
    subscription,
    news,
  },
  closing: (facts) =>
    facts.party && !facts.party.plain
      ? `${facts.voice.short} aproveita a oportunidade para renovar os protestos da sua mais alta consideração.`
      : "Atenciosamente,",
  size,
};
