/** Why an act on contacts, people, longer times or lists is refused, in Portuguese. */
import type { DeskRefusalText } from "./es.ts";

export const refusals: DeskRefusalText = {
  "not-later": "O prazo de uma parte tem de ser posterior ao encerramento da convocatória.",
  "contact-exists": "A parte já tem um contato com esse endereço.",
  "unknown-person": "Essa pessoa não consta da lista.",
  "person-exists": "Já há uma pessoa com esse endereço. Altere suas funções na lista.",
  "own-roles": "Suas próprias funções e seu escritório são alterados por outra pessoa da coordenação.",
  "last-coordinator": "É a última pessoa que coordena. Dê antes essa função a outra.",
  "still-approver": "Ainda aprova uma convocatória aberta. Nomeie antes outra pessoa.",
  "still-assessor": "Ainda avalia uma convocatória aberta. Retire-a antes dela.",
  "one-office": "Quem aprova uma convocatória ficaria em um só escritório.",
  "approval-given":
    "Uma pessoa já aprovou esta proposta: quem aprova não muda até que se decida ou seja devolvida.",
  "unknown-approver": "Escolha somente pessoas que tenham a função de aprovar.",
  "list-old-format": "É uma pasta antiga (.xls) ou com senha. Salve-a como .xlsx sem senha, ou como CSV.",
  "list-unreadable": "Não é possível abrir o arquivo sem risco. Salve-o de novo como .xlsx ou CSV.",
  "list-too-long": "A lista tem mais de 5.000 linhas. Divida-a.",
  "list-without-columns":
    "A primeira linha tem de trazer os títulos, entre eles “Parte” e “E-mail”. Use o modelo.",
  "list-column-twice": "Um título aparece duas vezes na primeira linha. Deixe apenas um.",
  "list-empty": "O arquivo não tem linhas abaixo dos títulos.",
  "list-changed-meanwhile": "Algum contato mudou nesse meio-tempo. Abaixo está o que a lista mudaria agora.",
  "list-too-large": "O arquivo passa de 900 kB. Divida-o.",
};
