/** What the rules on sustained load and bursts find, in words. */
import { pricedOfferName } from '../comparisonText';
import { duration, percent, usd, usdShort } from '../money';
import { t } from './translate';
import type { BusyMachine, LoadMessage, MachineBreakEven, OfferMonths } from '../../review/fit/fitMessages';
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
        decidingText(message.arguments),
      );
    case 'mostlyIdle':
      return t(
        'Serving requests {0} of the time, idle otherwise: {1}.',
        percent(message.arguments.utilization),
        decidingText(message.arguments),
      );
    case 'floorDearer':
      return t(
        '{0} costs {1} per hour, which is less than the warm containers alone.',
        machineName(message.arguments),
        usd(message.arguments.machineUsdPerHour),
      );
    case 'offerCheaper':
      return t(
        'The same work on {0} costs {1} per month, idle time included; on Modal it costs {2}.',
        ...monthsOf(message.arguments),
      );
    case 'machineQueues':
      return queueText(message.arguments);
    case 'modalCheaper':
      return t(
        'Modal costs {2} per month, idle time included; the same work on {0} costs {1}.',
        ...monthsOf(message.arguments),
      );
    case 'aboveBreakEven':
    case 'belowBreakEven':
      return t(
        'Serving requests {0} of the time: {1}.',
        percent(message.arguments.utilization),
        decidingText(message.arguments),
      );
  }
}

/** What both cost as billed; where that is not known, from which active time on the machine is cheaper. */
function decidingText({ months, ...machine }: BusyMachine): string {
  return months
    ? t('Modal costs {2} per month as billed; the same work on {0} costs {1}', ...monthsOf(months))
    : cheaperFrom(machine);
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

function monthsOf({
  provider,
  product,
  machines,
  offerUsdPerMonth,
  modalUsdPerMonth,
}: OfferMonths): [string, string, string] {
  const name = pricedOfferName({ provider, product, machines });
  return [name, usdShort(offerUsdPerMonth), usdShort(modalUsdPerMonth)];
}

function queueText(said: OfferMonths): string {
  const costs = t('{0} costs {1} per month, on Modal the work costs {2}.', ...monthsOf(said));
  const { waitSeconds } = said;
  return waitSeconds === null
    ? `${costs} ${t('But there requests would queue without limit.')}`
    : `${costs} ${t('But there requests would wait {0} on average.', duration(Number(waitSeconds.toPrecision(2))))}`;
}
