import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { Link, Route, Routes, useNavigate, useParams } from 'react-router'
import { asProblem } from '../ui/api/problem.ts'
import { BackIcon } from '../ui/parts/icons.tsx'
import { Page } from '../ui/parts/page.tsx'
import { ProblemNote } from '../ui/parts/problem-note.tsx'
import { Answer, Empty } from '../ui/parts/states.tsx'
import { RingingCall } from './call.tsx'
import { Conversation, Everything } from './conversation.tsx'
import { Frame } from './frame.tsx'
import { everything, nameOf, type PhoneMessage, phonesOf, ringingAt, useMessages } from './messages.ts'
import { PhoneList } from './phone-list.tsx'
import classes from './telefoon.module.css'

export function Screens() {
  return (
    <Routes>
      <Route path="/" element={<Telephones />} />
      <Route path="/:recipient" element={<Telephones />} />
      <Route path="*" element={<Telephones />} />
    </Routes>
  )
}

/** All telephones and mailboxes of the demo, one of them open; any of them can ring. */
function Telephones() {
  const { recipient } = useParams()
  const { t } = useLingui()
  const query = useMessages()
  const problem = query.error ? asProblem(query.error) : undefined
  // The demo can go away while the page is open: what it showed is then gone as well.
  const noDemo = problem?.code === 'not-found'
  const all = recipient === everything
  const title = all ? t`Alle berichten` : recipient ? nameOf(recipient) : t`Telefoons en postvakken`
  return (
    <Frame messages={query.data?.items} noDemo={noDemo}>
      <Page title={title} hideTitle={Boolean(recipient) && !all}>
        {problem && !noDemo && query.data && <ProblemNote problem={problem} />}
        {noDemo ? (
          <NoDemo />
        ) : (
          <Answer query={query}>{({ items }) => <Open messages={items} recipient={recipient} />}</Answer>
        )}
      </Page>
    </Frame>
  )
}

function Open({ messages, recipient }: { messages: readonly PhoneMessage[]; recipient: string | undefined }) {
  const navigate = useNavigate()
  const now = useClock()
  const [handled, setHandled] = useState<ReadonlySet<string>>(new Set())
  const [call, setCall] = useState<PhoneMessage>()
  const phones = phonesOf(messages)
  const phone = phones.find((each) => each.recipient === recipient)
  const ringing = ringingAt(now, messages, handled)

  const handle = (message: PhoneMessage) => setHandled((all) => new Set(all).add(message.id))
  const answer = (message: PhoneMessage) => {
    handle(message)
    setCall(message)
    navigate(`/${encodeURIComponent(message.recipient)}`)
  }
  return (
    <>
      {ringing && <RingingCall key={ringing.id} call={ringing} onAnswer={answer} onRefuse={handle} />}
      {phones.length === 0 ? (
        <Nothing />
      ) : (
        <div className={classes.columns} data-open={Boolean(recipient) || undefined}>
          <PhoneList phones={phones} open={recipient} />
          <div className={classes.open}>
            {recipient && <Back />}
            {phone ? (
              <Conversation
                key={phone.recipient}
                phone={phone}
                call={call?.recipient === phone.recipient ? call : undefined}
                onCall={answer}
                onHangUp={() => setCall(undefined)}
              />
            ) : recipient === everything ? (
              <Everything messages={messages} onCall={answer} />
            ) : (
              <Choose recipient={recipient} />
            )}
          </div>
        </div>
      )}
    </>
  )
}

const Back = () => (
  <Link to="/" className={classes.back}>
    <BackIcon />
    <Trans>Alle telefoons en postvakken</Trans>
  </Link>
)

function Choose({ recipient }: { recipient: string | undefined }) {
  if (recipient)
    return (
      <Empty title={<Trans>Hier is niets aangekomen</Trans>}>
        <Trans>Dit nummer of adres kreeg nog geen bericht van een demo-omgeving.</Trans>
      </Empty>
    )
  return (
    <Empty title={<Trans>Kies een nummer of postvak</Trans>}>
      <Trans>Nieuwe berichten komen vanzelf binnen.</Trans>
    </Empty>
  )
}

const Nothing = () => (
  <Empty title={<Trans>Er zijn nog geen berichten</Trans>}>
    <Trans>
      Meld je in een demo-omgeving aan met een code per sms, of laat je bellen. Het bericht verschijnt hier vanzelf, bij
      het nummer dat je daar invult.
    </Trans>
  </Empty>
)

const NoDemo = () => (
  <Empty title={<Trans>Hier is geen demo</Trans>}>
    <Trans>
      Deze Hoede heeft geen demo-omgevingen. Berichten gaan naar de echte telefoon of het echte postvak. Zie je daar
      niets? Vraag je helpdesk.
    </Trans>
  </Empty>
)

/** The time, each second: a telephone stops ringing by itself. */
function useClock(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
