/** What the rules on sustained load and bursts find, in words. */
import { percent, usd } from '../money';
import { t } from './translate';
import type { LoadMessage, MachineBreakEven } from '../../review/fit/fitMessages';
import { bookTitle } from './priceBooks';

export function loadText(message: LoadMessage): string {
  switch (message.kind) {
    case 'gpuNotKnown':
      return t('{0}, so there is nothing to compare with.', t('The GPU is unknown'));
    case 'noMachinePrice':
      return t(
        '{0}, so there is nothing to compare with.',
        t('The price book “{0}” has no machine price for this GPU', bookTitle(message.arguments)),
      );
    case 'machineDearer':
      return t(
        '{0} costs more than Modal even at full load ({1} is {2}), counting active time only.',
        machineName(message.arguments),
        quotient(message.arguments),
        percent(message.arguments.share),
      );
    case 'utilizationNotKnown':
      return t('{0}; its utilization is unknown.', cheaperFrom(message.arguments));
    case 'nearBreakEven':
      return t(
        'Serving requests {0} of the time, close to break-even: {1}.',
        percent(message.arguments.utilization),
        cheaperFrom(message.arguments),
      );
    case 'mostlyIdle':
      return t(
        'Serving requests {0} of the time, idle otherwise: {1}.',
        percent(message.arguments.utilization),
        cheaperFrom(message.arguments),
      );
    case 'aboveBreakEven':
    case 'belowBreakEven':
      return t(
        'Serving requests {0} of the time: {1}.',
        percent(message.arguments.utilization),
        cheaperFrom(message.arguments),
      );
  }
}

function cheaperFrom(machine: MachineBreakEven): string {
  return t(
    '{0} is cheaper from {1} ({2}, active time only)',
    machineName(machine),
    percent(machine.share),
    quotient(machine),
  );
}

function machineName({ provider, product }: MachineBreakEven): string {
  return `${provider} (${product})`;
}

function quotient({ machineUsdPerHour, activeUsdPerHour }: MachineBreakEven): string {
  return t('{0} ÷ {1} per hour', usd(machineUsdPerHour), usd(activeUsdPerHour));
}
