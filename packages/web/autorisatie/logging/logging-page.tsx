import type { LogEntry } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { momentInWords, shortDay } from '../../ui/formats/dates.ts'
import { DownloadButton } from '../../ui/parts/download-button.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { PrintButton } from '../../ui/parts/print-button.tsx'
import { Announce, Answer, Empty, MoreButton } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { itemsOf, useLog } from '../queries.ts'
import { KeepQuestion } from './kept/keep-question.tsx'
import { KeptQuestions } from './kept/kept-questions.tsx'
import { LogTable } from './log-table.tsx'
import classes from './logging.module.css'
import { filtersOf, type Question, readQuestion, writeQuestion } from './question.ts'
import { QuestionForm } from './question-form.tsx'
import type { Subject } from './subject-picker.tsx'

/** Who looked at this client's record, what did this employee do: the question, and the rows of the log that answer it. */
export default function LoggingPage() {
  const { t } = useLingui()
  const [address, setAddress] = useSearchParams()
  const question = readQuestion(address)
  const [picked, setPicked] = useState<Subject>()
  const [cleared, setCleared] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const log = useLog(question && filtersOf(question), attempt)
  const rows = itemsOf(log.data)
  const asked = useAskedSubject(question, rows[0], picked)
  const subject = cleared ? undefined : (picked ?? asked)
  const choose = (chosen: Subject | undefined) => {
    setPicked(chosen)
    setCleared(chosen === undefined)
  }
  const ask = (next: Question) => {
    // The same question asked again is a new look: it shows what was written since.
    setAttempt(attempt + 1)
    setAddress(writeQuestion(next))
  }
  const askKept = () => {
    setPicked(undefined)
    setCleared(false)
    setAttempt(attempt + 1)
  }
  return (
    <Page title={t`Logging`}>
      <div className="no-print">
        <Note kind="info">
          <p>
            <Trans>Dat je hier kijkt, staat zelf ook in de logging: jouw naam, het moment en je vraag.</Trans>
          </p>
        </Note>
      </div>
      <div className={classes.gap} />
      <div className="no-print">
        <Section title={t`Wat wil je weten?`}>
          <KeptQuestions onAsk={askKept} />
          <QuestionForm
            key={address.toString()}
            question={question}
            subject={subject}
            onSubject={choose}
            onAsk={ask}
            busy={log.isLoading}
          />
        </Section>
      </div>
      {question ? (
        <Answer query={log}>
          {() => (
            <LogAnswer
              question={question}
              subject={asked}
              rows={rows}
              more={
                <MoreButton
                  hasMore={log.hasNextPage}
                  busy={log.isFetchingNextPage}
                  failed={log.isFetchNextPageError}
                  onMore={() => void log.fetchNextPage()}
                />
              }
              complete={!log.hasNextPage}
              arrive={attempt}
            />
          )}
        </Answer>
      ) : (
        <Empty title={t`Stel eerst een vraag`}>
          <Trans>
            Kies een cliënt om te zien wie in het dossier keek, of een medewerker om te zien wat die deed. Zonder cliënt
            of medewerker kan een periode hoogstens 31 dagen zijn.
          </Trans>
        </Empty>
      )}
    </Page>
  )
}

/** Whom the shown answer is about; its name from who was picked, or from the rows when the address came from elsewhere. */
function useAskedSubject(
  question: Question | undefined,
  row: LogEntry | undefined,
  picked: Subject | undefined,
): Subject | undefined {
  if (question?.client) {
    const name = row?.client?.id === question.client ? row.client.name : undefined
    return { kind: 'client', id: question.client, name: name ?? nameOf(picked, question.client) }
  }
  if (question?.person) {
    const name = row?.person?.id === question.person ? row.person.name : undefined
    return { kind: 'person', id: question.person, name: name ?? nameOf(picked, question.person) }
  }
  return undefined
}

const nameOf = (picked: Subject | undefined, id: string) => (picked?.id === id ? picked.name : undefined)

interface LogAnswerProps {
  question: Question
  subject: Subject | undefined
  rows: readonly LogEntry[]
  more: ReactNode
  complete: boolean
  /** Counts the questions of this visit: with each, the eye and the keyboard go to the answer. */
  arrive: number
}

function LogAnswer({ question, subject, rows, more, complete, arrive }: LogAnswerProps) {
  const { t } = useLingui()
  const heading = useRef<HTMLHeadingElement>(null)
  const [folded, setFolded] = useState(false)
  const [keeping, setKeeping] = useState(false)
  useEffect(() => {
    if (arrive === 0) return
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView({ block: 'start' })
  }, [arrive])
  const count = complete ? (
    <Plural value={rows.length} one="# regel" other="# regels" />
  ) : (
    <Trans>de eerste {rows.length} regels</Trans>
  )
  return (
    <section aria-label={t`Antwoord`} className={classes.answer}>
      <div className={classes.answerHead}>
        <div>
          <h2 ref={heading} tabIndex={-1}>
            <AnswerTitle subject={subject} ofGrant={question.grant !== undefined} />
          </h2>
          <p className={classes.soft}>
            <Trans>
              {shortDay(question.from)} tot en met {shortDay(question.until)}
            </Trans>
            {' · '}
            {count}
          </p>
        </div>
        <div className={`${classes.buttons} no-print`}>
          {subject && (
            <Button size="sm" variant="default" component={Link} to={timelineOf(subject, question.until)}>
              <Trans>Tijdlijn</Trans>
            </Button>
          )}
          <Button size="sm" variant="default" onClick={() => setKeeping(true)}>
            <Trans>Bewaar deze vraag</Trans>
          </Button>
          <ExportButton question={question} />
          <PrintButton />
        </div>
      </div>
      {keeping && <KeepQuestion question={question} onClose={() => setKeeping(false)} />}
      <PrintedBy />
      {rows.length === 0 ? (
        <Empty title={t`Niets gevonden`}>
          <Trans>
            In deze periode staat hierover niets in de logging. Kies een langere periode of minder voorwaarden.
          </Trans>
        </Empty>
      ) : (
        <>
          <Checkbox
            className="no-print"
            label={t`Gelijke regels van één dag samen`}
            checked={folded}
            onChange={(event) => setFolded(event.currentTarget.checked)}
          />
          <LogTable rows={rows} folded={folded} />
          <div className="no-print">{more}</div>
          <Announce>{t`${rows.length} regels in de lijst`}</Announce>
        </>
      )}
    </section>
  )
}

/** The last day of the question as a timeline. */
const timelineOf = ({ kind, id }: Subject, day: string) =>
  `/logging/tijdlijn?${kind === 'client' ? 'client' : 'medewerker'}=${id}&dag=${day}`

function AnswerTitle({ subject, ofGrant }: { subject: Subject | undefined; ofGrant: boolean }) {
  if (!subject && ofGrant) return <Trans>Wat er met één gegeven rol gebeurde</Trans>
  if (!subject) return <Trans>Alles wat er gebeurde</Trans>
  const name = subject.name
  if (subject.kind === 'client')
    return name ? <Trans>Wie keek bij {name}</Trans> : <Trans>Wie keek bij deze cliënt</Trans>
  return name ? <Trans>Wat {name} deed</Trans> : <Trans>Wat deze medewerker deed</Trans>
}

/** On paper only: who printed it and when. */
function PrintedBy() {
  const { me } = useSignedIn()
  return (
    <p className="print-only">
      <Trans>
        Afgedrukt door {me.person.name}, {momentInWords(new Date())}. {me.environment.customer}
      </Trans>
    </p>
  )
}

/** The answer as a file: for a spreadsheet at hand, for other systems one step further. */
function ExportButton({ question }: { question: Question }) {
  const { t } = useLingui()
  const options = { query: { ...filtersOf(question) }, timeout: 300_000 }
  const name = `logging-${question.from}-${question.until}`
  const others = [
    { path: '/log/export/proof', file: `${name}.hoede-log`, label: t`Met bewijs` },
    { path: '/log/export/fhir', file: `${name}.json`, label: t`FHIR AuditEvent` },
    { path: '/log/export/nen7513', file: `${name}.xml`, label: t`XML volgens NEN 7513` },
  ]
  return (
    <>
      <DownloadButton path="/log/export" options={options} fileName={`${name}.csv`}>
        <Trans>Download als CSV</Trans>
      </DownloadButton>
      <details className={classes.others}>
        <summary>
          <Trans>Andere vormen</Trans>
        </summary>
        <div className={classes.buttons}>
          {others.map(({ path, file, label }) => (
            <DownloadButton key={path} path={path} options={options} fileName={file}>
              {label}
            </DownloadButton>
          ))}
        </div>
      </details>
    </>
  )
}
