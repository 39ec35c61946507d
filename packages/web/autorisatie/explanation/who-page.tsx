import { useLingui } from '@lingui/react/macro'
import { Page, Section } from '../../ui/parts/page.tsx'
import { PrintButton } from '../../ui/parts/print-button.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useAccessClient } from '../clients/queries.ts'
import { ClientWords, NoClient } from './client-words.tsx'
import { useQuestion } from './question.ts'
import { ClientField, QuestionFields } from './question-fields.tsx'
import { WhoList } from './who-list.tsx'

/** Who can open a record: now, or on a day in the past. */
export default function WhoPage() {
  const { t } = useLingui()
  const [question, change] = useQuestion()
  const client = useAccessClient(question.client)
  return (
    <Page title={t`Wie kan dit dossier openen?`} action={question.client && <PrintButton />}>
      <ClientField question={question} onChange={change} />
      <QuestionFields question={question} onChange={change} />
      {question.client === '' ? (
        <NoClient />
      ) : (
        <Answer query={client}>
          {(found) => (
            <Section title={<ClientWords client={found} />}>
              <WhoList client={found} question={question} />
            </Section>
          )}
        </Answer>
      )}
    </Page>
  )
}
