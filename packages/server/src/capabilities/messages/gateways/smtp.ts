import { createTransport } from 'nodemailer'
import { GatewayFailure, type GatewayKind, type HandedOver, type Outgoing } from './gateway.ts'

/** Mail by SMTP (RFC 5321), always encrypted: TLS from the start on port 465, otherwise STARTTLS that must succeed (RFC 8314). */
export const smtp: GatewayKind = {
  channels: ['mail'],
  credentials: { needed: ['host'], optional: ['port', 'user', 'password', 'authorities'] },

  send: (settings, message) =>
    sendMail(message, {
      sender: { name: `Hoede, voor ${settings.customerName}`, address: settings.sender },
      credentials: settings.credentials,
    }),
}

/** Hands one mail over to a server; throws a GatewayFailure. Nothing of it is read from files or addresses (RFC 8314 for the way). */
export async function sendMail(
  message: Pick<Outgoing, 'recipient' | 'subject' | 'body'>,
  { sender, credentials }: { sender: string | { name: string; address: string }; credentials: Record<string, string> },
): Promise<HandedOver> {
  const { host = '', port = '587', user, password, authorities } = credentials
  const transport = createTransport({
    host,
    port: Number(port),
    secure: port === '465',
    requireTLS: true,
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      servername: host,
      ...(authorities ? { ca: authorities } : {}),
    },
    ...(user ? { auth: { user, pass: password ?? '' } } : {}),
    dnsTimeout: 8_000,
    connectionTimeout: 8_000,
    greetingTimeout: 8_000,
    socketTimeout: 8_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const sent = await transport.sendMail({
      from: sender,
      to: message.recipient,
      subject: message.subject ?? 'Bericht van Hoede',
      text: message.body,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return { reference: sent.messageId }
  } catch (error) {
    throw new GatewayFailure(failures[(error as { code?: string }).code ?? ''] ?? 'refused')
  } finally {
    transport.close()
  }
}

const failures: Record<string, GatewayFailure['code']> = {
  EAUTH: 'bad-credentials',
  ECONNECTION: 'unreachable',
  EDNS: 'unreachable',
  ESOCKET: 'unreachable',
  ETLS: 'unreachable',
  ETIMEDOUT: 'too-slow',
  EENVELOPE: 'bad-recipient',
}
