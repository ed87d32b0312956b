/** What the rules on sustained load and bursts find, in words. */
import { percent, usd } from '../money';
import { t } from './translate';
import type { LoadMessage, MachineBreakEven } from '../../review/fit/fitMessages';

export function loadText(message: LoadMessage): string {
  switch (message.kind) {
    case 'gpuNotKnown':
      return t('{0}, so there is nothing to compare with.', t('The GPU is not known here'));
    case 'noMachinePrice':
      return t(
        '{0}, so there is nothing to compare with.',
        t('The price book “{0}” has no machine’s price for it', message.arguments.bookTitle),
      );
    case 'machineDearer':
      return t(
        '{0} costs more than Modal even at full load ({1} is {2}), on active time alone.',
        machineName(message.arguments),
        quotient(message.arguments),
        percent(message.arguments.share),
      );
    case 'utilizationNotKnown':
      return t('{0}; how busy this is, is not known.', cheaperFrom(message.arguments));
    case 'nearBreakEven':
      return t(
        'Active {0} of the time, close to the break-even: {1}.',
        percent(message.arguments.utilization),
        cheaperFrom(message.arguments),
      );
    case 'mostlyIdle':
      return t(
        'Active {0} of the time, idle for the rest: {1}.',
        percent(message.arguments.utilization),
        cheaperFrom(message.arguments),
      );
    case 'aboveBreakEven':
    case 'belowBreakEven':
      return t(
        'Active {0} of the time: {1}.',
        percent(message.arguments.utilization),
        cheaperFrom(message.arguments),
      );
  }
}

function cheaperFrom(machine: MachineBreakEven): string {
  return t(
    '{0} is cheaper from {1} on ({2}, active time alone)',
    machineName(machine),
    percent(machine.share),
    quotient(machine),
  );
}

function machineName({ provider, product }: MachineBreakEven): string {
  return `${provider} (${product})`;
}

function quotient({ machineUsdPerHour, activeUsdPerHour }: MachineBreakEven): string {
  return t('{0} ÷ {1} an hour', usd(machineUsdPerHour), usd(activeUsdPerHour));
}
