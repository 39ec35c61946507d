import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { momentInWords } from '../ui/formats/dates.ts'
import { PhoneIcon } from '../ui/parts/icons.tsx'
import { useToasts } from '../ui/parts/toasts.tsx'
import { AnsweredCall } from './call.tsx'
import { codeIn, nameOf, type Phone, type PhoneMessage } from './messages.ts'
import classes from './telefoon.module.css'

interface ConversationProps {
  phone: Phone
  /** The call that is being listened to. */
  call: PhoneMessage | undefined
  onCall: (call: PhoneMessage) => void
  onHangUp: () => void
}

/** One telephone: what came in, the newest at the end, as telephones have it. One mailbox: the newest first. */
export function Conversation({ phone, call, onCall, onHangUp }: ConversationProps) {
  const { recipient, isMailbox, messages } = phone
  return (
    <div className={classes.screen}>
      <p className={classes.title} aria-hidden="true">
        {nameOf(recipient)}
      </p>
      {call && <AnsweredCall key={call.id} call={call} onHangUp={onHangUp} />}
      {isMailbox ? <Mails mails={messages} /> : <Bubbles messages={messages} onCall={onCall} />}
    </div>
  )
}

interface EverythingProps {
  /** The newest first. */
  messages: readonly PhoneMessage[]
  onCall: (call: PhoneMessage) => void
}

/** What arrived anywhere, the newest first, each with the telephone or mailbox that it is for. */
export function Everything({ messages, onCall }: EverythingProps) {
  return (
    <div className={classes.screen}>
      <ul className={`${classes.bubbles} ${classes.everything}`}>
        {messages.map((message) => (
          <li key={message.id}>
            <Link to={`/${encodeURIComponent(message.recipient)}`} className={classes.recipient}>
              {nameOf(message.recipient)}
            </Link>
            {message.kind === 'mail' ? <Mail mail={message} /> : <Heard message={message} onCall={onCall} />}
          </li>
        ))}
      </ul>
    </div>
  )
}

const Heard = ({ message, onCall }: { message: PhoneMessage; onCall: (call: PhoneMessage) => void }) =>
  message.kind === 'voice' ? <CallLine call={message} onCall={onCall} /> : <Sms message={message} />

function Bubbles({ messages, onCall }: { messages: readonly PhoneMessage[]; onCall: (call: PhoneMessage) => void }) {
  const list = useRef<HTMLUListElement>(null)
  const newest = messages[0]?.id
  useEffect(() => {
    if (newest) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' })
  }, [newest])
  return (
    <ul className={classes.bubbles} ref={list}>
      {messages.toReversed().map((message) => (
        <li key={message.id}>
          <Heard message={message} onCall={onCall} />
        </li>
      ))}
    </ul>
  )
}

const Origin = ({ message: { sender, customer, at } }: { message: PhoneMessage }) => (
  <p className={classes.when}>
    {sender} · {customer} · {momentInWords(at)}
  </p>
)

function Sms({ message }: { message: PhoneMessage }) {
  const code = codeIn(message.body)
  const { t } = useLingui()
  const toasts = useToasts()
  const copy = (text: string) =>
    navigator.clipboard.writeText(text).then(
      () => toasts.show(t`De code is gekopieerd.`),
      () => toasts.show(t`Kopiëren lukt niet in deze browser. Typ de code over.`),
    )
  return (
    <>
      <Origin message={message} />
      <p lang="nl" className={classes.bubble}>
        {message.body}
      </p>
      {code && (
        <Button size="sm" variant="default" onClick={() => copy(code)}>
          <Trans>Kopieer code {code}</Trans>
        </Button>
      )}
    </>
  )
}

function CallLine({ call, onCall }: { call: PhoneMessage; onCall: (call: PhoneMessage) => void }) {
  const { t } = useLingui()
  const moment = momentInWords(call.at)
  return (
    <>
      <Origin message={call} />
      <div className={classes.callLine}>
        <PhoneIcon />
        <Trans>Telefoongesprek</Trans>
        <Button size="sm" variant="default" aria-label={t`Luister: gesprek van ${moment}`} onClick={() => onCall(call)}>
          <Trans>Luister</Trans>
        </Button>
      </div>
    </>
  )
}

const Mails = ({ mails }: { mails: readonly PhoneMessage[] }) => (
  <ul className={classes.mails}>
    {mails.map((mail) => (
      <li key={mail.id}>
        <Mail mail={mail} />
      </li>
    ))}
  </ul>
)

const Mail = ({ mail }: { mail: PhoneMessage }) => (
  <article className={classes.mail}>
    <h2 lang="nl">{mail.subject}</h2>
    <Origin message={mail} />
    <p lang="nl" className={classes.letter}>
      {mail.body}
    </p>
  </article>
)
