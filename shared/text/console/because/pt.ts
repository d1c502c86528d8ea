/** Por que uma mensagem terminou onde está, em português. */
import type { BecauseText } from "./es.ts";

export const pt: BecauseText = {
  because: {
    "official-proven": "Foi escrita pelo contato oficial, e isso está comprovado.",
    "alternate-proven":
      "Foi escrita por um contato suplente, e isso está comprovado. O contato oficial foi avisado.",
    "colleague-proven":
      "Foi escrita do domínio da parte por alguém que não constava; está comprovado. Ficou como suplente e o contato oficial foi avisado.",
    "not-proven":
      "O endereço é conhecido, mas nada prova que a mensagem venha dele. Pediu-se confirmação ao contato oficial.",
    redirected:
      "Chegou pelo redirecionamento de uma caixa pública, que desfaz toda prova de origem. Pediu-se confirmação ao contato oficial.",
    "unverified-contact":
      "O endereço consta da lista, mas nunca foi comprovado. Pediu-se confirmação ao contato oficial.",
    "handed-in": "Foi entregue na página por uma pessoa da secretaria, que responde por ela.",
    "forwarded-by-us":
      "Foi encaminhada por uma pessoa da secretaria; conta como escrita por quem consta dentro. Pediu-se confirmação ao contato oficial.",
    "proven-copy": "Chegou primeiro sem prova e depois, por outra via, comprovada.",
    virus: "Contém um vírus.",
    spam: "O serviço de correio a considera spam.",
    "failed-authentication":
      "Diz vir de um domínio que pede recusar o que não traga a sua prova, e não a traz.",
    unreadable: "Não foi possível lê-la. O original está guardado.",
    "not-recordable": "Foi lida, mas algo nela não pode ser registrado. O original está guardado.",
    "unknown-address": "O endereço não é de ninguém conhecido.",
    "claims-our-address": "Diz vir do nosso próprio endereço, sem prova.",
    "claims-our-staff": "Diz vir de uma pessoa da secretaria, sem prova.",
    "our-staff": "Foi escrita por uma pessoa da secretaria e não encaminha nada.",
    "forward-unknown": "Foi encaminhada por uma pessoa da secretaria; quem escreve dentro não é conhecido.",
    "foreign-token": "Chegou ao endereço de resposta dado a outra parte.",
    "foreign-reference": "O assunto traz a referência de outra parte.",
    "foreign-thread": "Responde a uma mensagem nossa enviada a outra parte.",
    "near-token": "O endereço de resposta tem algum caractere trocado.",
    "near-address": "O endereço parece o de uma convocatória, mas não é esse.",
    "several-calls-open": "Há várias convocatórias abertas e nada diz a qual responde.",
    "no-call-open": "Não há nenhuma convocatória aberta à qual possa responder.",
    "call-not-out": "A convocatória ainda não foi enviada.",
    "not-invited": "A parte não está convidada para essa convocatória.",
    conveyed:
      "Foi escrita pela coordenação de um grupo sobre as funções da sua sub-região. Não é uma resposta desse Estado.",
    "answers-selection":
      "Responde a uma mensagem sobre uma função, ou chegou enquanto corre um procedimento de silêncio de que esse Estado participa. Não foi registrada como resposta à convocatória.",
    "mailing-list-redirected":
      "Traz sinais de lista, que a caixa pública pode ter posto; quem escreve é conhecido. Não foi respondida.",
    "looks-automatic": "Parece um aviso de ausência, embora não o diga. Não foi respondida.",
    "says-automatic": "Foi enviada por um programa: o cabeçalho o diz.",
    "mailing-list": "É correio de uma lista.",
    "no-return-address": "Foi enviada sem endereço de retorno, como fazem os programas.",
    "mail-daemon": "Foi escrita por um servidor de correio.",
    absence: "É um aviso de ausência.",
    "read-receipt": "É um aviso de leitura de uma mensagem nossa.",
    "bounce-hard": "Informa que uma caixa não existe. O contato consta como inalcançável.",
    "bounce-soft": "Informa que uma caixa não pôde receber por agora. O envio será repetido mais tarde.",
    "bounce-refused": "Informa que um servidor não aceitou a mensagem. A caixa existe.",
    "delivery-delayed": "Informa que uma entrega está atrasada. O outro servidor continua tentando.",
    "delivery-confirmed": "Informa que uma mensagem nossa foi entregue.",
    complaint: "Informa que alguém marcou uma mensagem nossa como spam.",
    "report-unmatched":
      "Informa sobre uma entrega, mas não nomeia nenhuma mensagem nossa: nada foi alterado.",
    duplicate: "A mesma mensagem já tinha chegado por outra via.",
    probe: "É a nossa prova diária de uma caixa pública, de volta pelo redirecionamento.",
    "own-mail": "É uma mensagem nossa que voltou.",
    "by-hand": "Foi uma pessoa que o decidiu.",
  },
  guesses: {
    address: "pelo endereço de quem escreve",
    domain: "pelo domínio de quem escreve",
    token: "pelo endereço de resposta ao qual chegou",
    "near-token": "por um endereço de resposta quase igual",
    "near-address": "por um endereço de convocatória quase igual",
    reference: "pela referência do assunto",
    thread: "pela mensagem nossa à qual responde",
    forward: "pela mensagem que traz dentro",
  },
  unanswered: {
    "over-cap": "Não foi respondida: esse endereço já recebeu respostas suficientes.",
    "rewritten-envelope": "Não foi respondida: há um encaminhamento automático no meio.",
    "no-official": "Não foi respondida: a parte não tem contato oficial ao qual a mensagem chegue.",
  },
  answered: {
    text: "Fala de uma seleção: só a coordenação a vê. Registre à mão uma objeção ou uma aceitação na página da função; se responde à convocatória, atribua-a.",
    link: "Abrir a página da função",
  },
  conveyed: {
    title: "O que as coordenações de grupo comunicam",
    text: "Uma mensagem de quem coordena um grupo não é a manifestação do seu Estado. Se comunica um nome acordado, anota-se abaixo na função, com quem o comunicou.",
  },
  mailbox: {
    absent: (day) => `ausente; indica ${day}`,
    away: "ausente",
    instead: (people) => `escrever a ${people}`,
    complained: "marcou uma mensagem nossa como spam: recebe apenas notas oficiais",
    conveysFor: "fala pelo seu grupo sobre as funções da sua sub-região",
  },
};
