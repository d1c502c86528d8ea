/** Documents, calendar, feed and the reader's own zone, in Portuguese. */
import type { OpenText } from "./es.ts";

export const open: OpenText = {
  documents: {
    title: "Documentação",
    intro: "Os documentos da revisão, os resultados que dela se esperam e a logística.",
    list: "Documentos",
    nothing: "Ainda não há documentos.",
    tentative: "a confirmar",
    follows: "O link será publicado aqui.",
    outcomes: "Resultados esperados",
    logistics: "Logística",
    source: "Ver o documento",
  },
  calendar: {
    title: "Na sua própria agenda",
    text: "Com o link de assinatura, a sua agenda acompanha o roteiro e recebe as mudanças de data. Se o link não abrir, copie o endereço para a opção “assinar por URL” do seu programa. O arquivo contém as datas de hoje e não é atualizado.",
    subscribe: "Assinar a agenda",
    download: "Baixar o arquivo (.ics)",
    opens: (call) => `Abertura: ${call}`,
    closes: (call) => `Encerramento: ${call}`,
    monthOnly: "O dia dentro deste mês está por confirmar.",
  },
  feed: {
    name: (review) => `Notícias: ${review}`,
    link: "Notícias em Atom",
    opened: (call) => `Convocatória aberta: ${call}`,
    openedText: (until) => `Recebe respostas até ${until}.`,
    moved: (call) => `Nova data: ${call}`,
    movedText: (until, before) => `Recebe respostas até ${until}. A data anterior era ${before}.`,
    published: (party, call) => `Contribuição publicada: ${party} (${call})`,
    publishedText: (reference) => `Referência: ${reference}.`,
    released: (call) => `Decisão publicada: ${call}`,
    releasedText: "A decisão pode ser lida na página de decisões.",
  },
  follow: {
    title: "Acompanhar a revisão",
    news: "Receber as notícias por e-mail",
    documents: "Documentos da revisão",
  },
  seats: "Quem participa",
  ownZone: (zone, when) => `No seu fuso horário (${zone}): ${when}`,
  answer: {
    subject: "Assunto",
    interest:
      "Diga em nome de que Estado ou instituição escreve e qual função lhe interessa. Se houver condições, basta indicá-las. Nada mais é necessário.",
    inputs:
      "Diga em nome de que Estado ou instituição escreve. O texto pode estar na própria mensagem ou em um documento anexo (Word ou PDF). Nada mais é necessário.",
    note: "Mencione na nota o nome da convocatória. Ela também pode ser enviada digitalizada ao mesmo endereço.",
  },
};
