/** Once an answer was sent, in Spanish: how it is corrected without losing the rest; and how a page is sent. */
export const again = {
  sendLink: "Ir al botón de envío",
  replaces: "Cuenta la versión más reciente: lo que envíe después la sustituye entera.",
  resume: "Completar o corregir lo enviado",
  resumed:
    "Aquí está lo que ya envió, para completarlo o corregirlo. Nada cambia hasta que vuelva a enviarlo.",
  instead: "Enviar otra respuesta en su lugar",
  press: "Elija el archivo y pulse «Adjuntar».",
  holding: "La respuesta se enviará en cuanto llegue el archivo.",
  lost: "No llegó un archivo, y la respuesta no se ha enviado. Adjúntelo de nuevo o pulse otra vez para enviar sin él.",
};
