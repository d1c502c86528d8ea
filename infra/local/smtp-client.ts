/** Sends mails by SMTP from given loopback addresses, as mail servers elsewhere would. */
import { createTransport } from "nodemailer";

export interface SmtpMail {
  from: string; // envelope; "" for the null sender
  to: string[];
  raw: Buffer;
  localAddress: string;
  name: string; // said in EHLO
}

export interface SmtpSender {
  /** Resolves when the server has said 250 for every recipient; throws with its answer otherwise. */
  send: (mail: SmtpMail) => Promise<string>;
  close: () => void;
}

/** Keeps one connection for each address: a server makes every new one wait a tenth of a second before it greets. */
export function openSmtp(port: number): SmtpSender {
  const open = (localAddress: string, name: string) =>
    createTransport({
      host: "127.0.0.1",
      port,
      name,
      localAddress,
      pool: true,
      maxConnections: 1,
      maxMessages: Number.POSITIVE_INFINITY,
      ignoreTLS: true,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  const transports = new Map<string, ReturnType<typeof open>>();
  return {
    send: async ({ from, to, raw, localAddress, name }) => {
      const key = `${localAddress} ${name}`;
      const transport = transports.get(key) ?? open(localAddress, name);
      transports.set(key, transport);
      const sent = await transport.sendMail({ envelope: { from, to }, raw });
      const refused = sent.rejected.map(String);
      if (refused.length > 0) throw new Error(`Refused for ${refused.join(", ")}: ${sent.response}`);
      return sent.response;
    },
    close: () => {
      for (const transport of transports.values()) transport.close();
      transports.clear();
    },
  };
}

/** One mail by a connection of its own. */
export async function sendBySmtp({ port, ...mail }: SmtpMail & { port: number }): Promise<string> {
  const sender = openSmtp(port);
  try {
    return await sender.send(mail);
  } finally {
    sender.close();
  }
}
