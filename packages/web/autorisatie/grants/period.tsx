import { useLingui } from '@lingui/react/macro'
import { Radio, Stack } from '@mantine/core'
import { DateField } from '../../ui/fields/date-field.tsx'
import { shortDay } from '../../ui/formats/dates.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import type { UntilChoice } from './until.ts'

interface UntilFieldProps {
  choice: UntilChoice | ''
  day: string
  choiceError: string | undefined
  dayError: string | undefined
  onChoice: (choice: UntilChoice) => void
  onDay: (text: string) => void
}

/** Until when a role works: the ends that are chosen most, and any other day. */
export function UntilField({ choice, day, choiceError, dayError, onChoice, onDay }: UntilFieldProps) {
  const { t } = useLingui()
  const sunday = shortDay(readNearDate('zondag', 'future') ?? '')
  return (
    <Stack gap="xs">
      <Radio.Group
        label={t`Tot`}
        value={choice}
        error={choiceError}
        onChange={(value) => onChoice(value as UntilChoice)}
      >
        <Stack gap="xs" mt={4} mb={choiceError ? 4 : 0}>
          <Radio value="today" label={t`vandaag 23:59`} />
          <Radio value="sunday" label={t`zondag 23:59 (${sunday})`} />
          <Radio value="day" label={t`tot en met een andere dag`} />
          <Radio value="none" label={t`geen einde`} />
        </Stack>
      </Radio.Group>
      {choice === 'day' && (
        <DateField
          label={t`Tot en met`}
          near="future"
          description={t`Bijvoorbeeld vrijdag of 12-3`}
          value={day}
          onChange={onDay}
          error={dayError}
          autoFocus
        />
      )}
    </Stack>
  )
}
