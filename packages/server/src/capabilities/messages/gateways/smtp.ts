import { createTransport } from 'nodemailer'
import { GatewayFailure, type GatewayKind } from './gateway.ts'

/** Mail by SMTP (RFC 5321), always encrypted: TLS from the start on port 465, otherwise STARTTLS that must succeed (RFC 8314). */
export const smtp: GatewayKind = {
  channels: ['mail'],
  credentials: { needed: ['host'], optional: ['port', 'user', 'password', 'authorities'] },

  async send(settings, message) {
    const { host = '', port = '587', user, password, authorities } = settings.credentials
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
        from: { name: `Hoede, voor ${settings.customerName}`, address: settings.sender },
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
  },
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
