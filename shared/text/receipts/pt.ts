/** The receipt in Portuguese. */
import { sizeIn } from "../../mail/facts.ts";
import type { ReceiptTexts } from "../../mail/receipt.ts";
import { answer, callName, isInterest, moment, ofParty } from "../mail/pt-phrases.ts";

const ways = {
  phone: "por telefone",
  paper: "documento em papel",
  corridor: "pessoalmente",
  "other-mailbox": "mensagem eletrônica recebida em outro endereço",
};

export const receipt: ReceiptTexts = {
  subject: (reference, facts) => `Aviso de recebimento ${reference}: ${callName(facts)}`,
  repeated:
    "É possível que este aviso de recebimento já tenha sido enviado. Nesse caso, pede-se a gentileza de desconsiderar este segundo envio.",
  acknowledges: (facts) =>
    `${facts.voice.name} acusa o recebimento da ${answer(facts)} ${ofParty(facts)} ${isInterest(facts) ? "referente à" : "à"} convocatória “${callName(facts)}”, pela qual expressa o seu agradecimento.`,
  withdrawn: (facts) =>
    `${facts.voice.name} toma nota da retirada da ${answer(facts)} ${ofParty(facts)} ${isInterest(facts) ? "referente à" : "à"} convocatória “${callName(facts)}”.`,
  labels: {
    reference: "Referência",
    received: "Recebimento",
    way: "Forma de recebimento",
    seats: "Função",
    conditions: "Condições",
    contents: "Conteúdo recebido",
  },
  moment,
  way: (way) => {
    if (way.kind !== "note-verbale") return ways[way.kind];
    return `nota verbal${way.number ? ` nº ${way.number}` : ""}${way.date ? `, de ${way.date}` : ""}`;
  },
  wordsOf: { mail: "Texto da mensagem", answers: "Respostas escritas na página" },
  file: ({ name, size }) => `${name} (${sizeIn(size, ["bytes", "KB", "MB"], ",")})`,
  unopened: (names) => `Não foi possível abrir ${names}. Agradece-se o envio de outra cópia.`,
  change: (until, facts) => {
    const how =
      "basta responder a esta mensagem, com ou sem documentos anexos, ou abrir a página a seguir. Prevalecerá a versão mais recente.";
    return until
      ? `A ${answer(facts)} poderá ser completada, corrigida ou substituída até ${until}. Para tanto, ${how}`
      : `Para completar, corrigir ou substituir a ${answer(facts)}, ${how}`;
  },
  formalise:
    "Poderá ser formalizada, quando se considerar oportuno, por resposta a esta mensagem ou por nota verbal.",
  afterWithdrawal:
    "O que foi recebido anteriormente permanece registrado, sem produzir efeitos. Uma nova comunicação pode ser enviada a qualquer momento, respondendo a esta mensagem ou na página a seguir.",
  enquiries: ({ name, email, phone }) =>
    `Para qualquer consulta, ${name} está à disposição pelo endereço ${email}${phone ? ` e pelo telefone ${phone}` : ""}.`,
  view: (facts) => `Ver a ${answer(facts)}`,
  open: "Abrir a página da convocatória",
};
