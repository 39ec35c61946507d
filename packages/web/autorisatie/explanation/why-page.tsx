import { Trans, useLingui } from '@lingui/react/macro'
import { Page, Section } from '../../ui/parts/page.tsx'
import { PrintButton } from '../../ui/parts/print-button.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { useAccessClient } from '../clients/queries.ts'
import classes from '../parts/parts.module.css'
import { PickPeople } from '../parts/pick-people.tsx'
import { usePerson } from '../queries.ts'
import { ClientWords, NoClient } from './client-words.tsx'
import { type Question, useQuestion } from './question.ts'
import { ClientField, QuestionFields } from './question-fields.tsx'
import { WhyAnswerPart } from './why-answer.tsx'

/** Why somebody can open a record, or cannot. */
export default function WhyPage() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const [question, change] = useQuestion()
  const client = useAccessClient(question.client)
  return (
    <Page title={t`Waarom kan iemand erbij, of juist niet?`} action={question.person && <PrintButton />}>
      <ClientField question={question} onChange={change} />
      {may('people:read') && <PersonField question={question} onChange={change} />}
      <QuestionFields question={question} onChange={change} />
      {question.client === '' ? (
        <NoClient />
      ) : (
        <Answer query={client}>
          {(found) => (
            <Section title={<ClientWords client={found} />}>
              {question.person ? (
                <WhyAnswerPart client={found} question={question} />
              ) : (
                <p className={classes.soft}>
                  <Trans>Kies nog een medewerker.</Trans>
                </p>
              )}
            </Section>
          )}
        </Answer>
      )}
    </Page>
  )
}

function PersonField({ question, onChange }: { question: Question; onChange: (change: Partial<Question>) => void }) {
  const { t } = useLingui()
  if (!question.person) {
    return (
      <PickPeople label={t`Medewerker`} picked={[]} single onChange={([one]) => onChange({ person: one?.id ?? '' })} />
    )
  }
  return <ChosenPerson id={question.person} onChange={onChange} />
}

function ChosenPerson({ id, onChange }: { id: string; onChange: (change: Partial<Question>) => void }) {
  const { t } = useLingui()
  const person = usePerson(id)
  return (
    <Answer query={person}>
      {(found) => (
        <PickPeople
          label={t`Medewerker`}
          picked={[found]}
          single
          onChange={([one]) => onChange({ person: one?.id ?? '' })}
        />
      )}
    </Answer>
  )
}
