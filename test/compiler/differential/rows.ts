import { elementsByHelpers } from "./elements-by-helpers.js";
import { constantKeys } from "./constant-keys.js";
import { errorsGiven } from "./errors-given.js";
import { flatAndRaw } from "./flat-and-raw.js";
import { optionalCalls } from "./optional-calls.js";
import { memberFunctions } from "./member-functions.js";
import { authorsBeginnings } from "./authors-beginnings.js";
import { authorsClaims } from "./authors-claims.js";
import { authorsDevices } from "./authors-devices.js";
import { authorsErrors } from "./authors-errors.js";
import { authorsHelpers } from "./authors-helpers.js";
import { authorsLists } from "./authors-lists.js";
import { authorsMarkets } from "./authors-markets.js";
import { authorsPlaces } from "./authors-places.js";
import { authorsRenewals } from "./authors-renewals.js";
import { authorsThrown, authorsViews } from "./authors-views.js";
import { authorsVisits } from "./authors-visits.js";
import { gainedMeanwhile } from "./gained-meanwhile.js";
import { beforeFirstAwaits } from "./before-first-awaits.js";
import { functionsInOptions } from "./functions-in-options.js";
import { handedCollections } from "./handed-collections.js";
import { infiniteTables } from "./infinite-tables.js";
import { loopsOverCopies } from "./loops-over-copies.js";
import { tripsAndSeats } from "./engines-bookings.js";
import { orderEngines } from "./engines-orders.js";
import { billingEngines } from "./engines-billing.js";
import { paymentEngines } from "./engines-payments.js";
import { approvalEngines } from "./engines-approvals.js";
import { importEngines } from "./engines-imports.js";
import { queueEngines } from "./engines-queues.js";
import { agentEngines } from "./engines-agents.js";
import { scheduleEngines } from "./engines-schedules.js";
import { graphEngines } from "./engines-graphs.js";
import { ledgerEngines } from "./engines-ledgers.js";
import { machineEngines } from "./engines-machines.js";
import { deliveryEngines } from "./engines-deliveries.js";
import { mediaEngines } from "./engines-media.js";
import { gameEngines } from "./engines-games.js";
import { courseEngines } from "./engines-courses.js";
import { platformEngines } from "./engines-platforms.js";
import { supportEngines } from "./engines-support.js";
import { functionsOfOthers } from "./functions-of-others.js";
import { constantRounds } from "./constant-rounds.js";
import { mediaDrafts } from "./media-drafts.js";
import { lendingDrafts } from "./lending-drafts.js";
import { fleetDrafts } from "./fleet-drafts.js";
import { clinicDrafts } from "./clinic-drafts.js";
import { opsDrafts } from "./ops-drafts.js";
import { hiringDrafts } from "./hiring-drafts.js";
import { campaignDrafts } from "./campaign-drafts.js";
import { ledgerDrafts } from "./ledger-drafts.js";
import { configDrafts } from "./config-drafts.js";
import { keptByDefault } from "./kept-by-default.js";
import { madeInCallbacks } from "./made-in-callbacks.js";
import { listsOfHelpers } from "./lists-of-helpers.js";
import { putAtTheEnd } from "./put-at-the-end.js";
import { readBeforeChanges } from "./read-before-changes.js";
import { shorterLists } from "./shorter-lists.js";
import { twoParts } from "./two-parts.js";
import { leftAsJson } from "./left-as-json.js";
import { hypotenuses } from "./hypotenuses.js";
import { shopDrafts } from "./shop-drafts.js";
import { rulesDrafts } from "./rules-drafts.js";
import { planningDrafts } from "./planning-drafts.js";
import { sagaDrafts } from "./saga-drafts.js";
import { cartDrafts } from "./cart-drafts.js";
import { accumulators } from "./accumulators.js";
import { chosenReadings } from "./chosen-readings.js";
import { dataBesideFunctions } from "./data-beside-functions.js";
import { nothingInLists } from "./nothing-in-lists.js";
import { calledElsewhere } from "./called-elsewhere.js";
import { movedOut } from "./moved-out.js";
import { listsInBatches, listsInTurn } from "./lists-in-turn.js";
import { elementsByKey } from "./elements-by-key.js";
import { listedForms } from "./listed-forms.js";
import { elementsInGroups } from "./elements-in-groups.js";
import { classesAndFields } from "./classes-and-fields.js";
import { classesInHelpers } from "./classes-in-helpers.js";
import { classesWithMethods } from "./classes-with-methods.js";
import { classesInWorkflows } from "./classes-in-workflows.js";
import { groupsByHelpers } from "./groups-by-helpers.js";
import { elementsInObjects } from "./elements-in-objects.js";
import { ordersInObjects } from "./orders-in-objects.js";
import { partsOfParents } from "./parts-of-parents.js";
import { chosenByPatterns } from "./chosen-by-patterns.js";
import { sameElements } from "./same-elements.js";
import { putByDefault } from "./put-by-default.js";
import { infinity } from "./infinity.js";
import { deployments } from "./deployments.js";
import { selling } from "./selling.js";
import { desks } from "./desks.js";
import { reasons } from "./reasons.js";
import { begunLists } from "./begun-lists.js";
import { sharedPromises } from "./shared-promises.js";
import { assignments } from "./assignments.js";
import { callbacks } from "./callbacks.js";
import { combinations } from "./combinations.js";
import { dates } from "./dates.js";
import { datesInData } from "./dates-in-data.js";
import { dictionaryOrder, intlObjects } from "./dictionary-order.js";
import { carriedFields } from "./carried-fields.js";
import { errorFields } from "./error-fields.js";
import { errorText } from "./error-text.js";
import { errors } from "./errors.js";
import { everyday } from "./everyday.js";
import { found } from "./found.js";
import { firstDrafts } from "./first-drafts.js";
import { furtherDrafts } from "./further-drafts.js";
import { functionChoices } from "./function-choices.js";
import { functionLists } from "./function-lists.js";
import { functionValues } from "./function-values.js";
import { growingLists } from "./growing-lists.js";
import { helpers } from "./helpers.js";
import { lifted } from "./lifted.js";
import { matchGroups } from "./match-groups.js";
import { leftBehind, madeAndPut } from "./made-and-put.js";
import { membersInOrder } from "./members-in-order.js";
import { membersByKey } from "./members-by-key.js";
import { narrowing } from "./narrowing.js";
import { programs } from "./programs.js";
import { promiseLists } from "./promise-lists.js";
import { promiseEnds } from "./promise-ends.js";
import { listsThatGainCalls } from "./lists-that-gain-calls.js";
import { promisesAsValues } from "./promises-as-values.js";
import { promises } from "./promises.js";
import { readDates } from "./read-dates.js";
import { readTexts } from "./read-texts.js";
import { recursion } from "./recursion.js";
import { recursionIdioms } from "./recursion-idioms.js";
import { recursionInWorkflows } from "./recursion-in-workflows.js";
import { trades } from "./trades.js";
import { workflows } from "./workflows.js";
import { written } from "./written.js";
import { boards } from "./boards.js";
import { entriesThatGo } from "./entries-that-go.js";
import { finance } from "./finance.js";
import { logistics } from "./logistics.js";
import { offices } from "./offices.js";
import { changedItems, namesInFunctions, outerAssignments } from "./outer-assignments.js";
import { ownInputs } from "./own-inputs.js";
import { patterns } from "./patterns.js";
import { records } from "./records.js";
import { seams } from "./seams.js";
import { services } from "./services.js";
import { chosenElements } from "./chosen-elements.js";
import { givenByHelpers } from "./given-by-helpers.js";
import { givenParts } from "./given-parts.js";
import { functionOrData } from "./function-or-data.js";
import { groups } from "./groups.js";
import { matchesInLists } from "./matches-in-lists.js";
import { handedOn } from "./handed-on.js";
import { heldParts } from "./held-parts.js";
import { keptChoices } from "./kept-choices.js";
import { keptCollections } from "./kept-collections.js";
import { keptCounters } from "./kept-counters.js";
import { fromOutside } from "./from-outside.js";
import { unknownMembers } from "./unknown-members.js";
import { unknownTexts } from "./unknown-texts.js";
import { chosenPatterns } from "./chosen-patterns.js";
import { bestElements } from "./best-elements.js";
import { characterCodes } from "./character-codes.js";
import { putParts } from "./put-parts.js";
import { ownValues } from "./own-values.js";
import { ruleTables } from "./rule-tables.js";
import { billing } from "./billing.js";
import { bookings } from "./bookings.js";
import { commerce } from "./commerce.js";
import { chosenErrors, indexedTables } from "./chosen-errors.js";
import { operations } from "./operations.js";
import { putBackHelpers } from "./put-back-helpers.js";
import { readings } from "./readings.js";
import { journeys } from "./journeys.js";
import { elementsByLists } from "./elements-by-lists.js";
import { enrolments } from "./enrolments.js";
import { madeOfEntries, readMembers } from "./kept-elements.js";
import { tenders } from "./tenders.js";
import { paperwork } from "./paperwork.js";
import { rests } from "./rests.js";
import { retail } from "./retail.js";
import { orderedTables, readInFinally, tableFunctions } from "./table-functions.js";
import { warehouses } from "./warehouses.js";
import { payments } from "./payments.js";
import { approvals } from "./approvals.js";
import { contracts } from "./contracts.js";
import { releases } from "./releases.js";
import { incidents } from "./incidents.js";
import { pipelines } from "./pipelines.js";
import { audiences } from "./audiences.js";
import { deliveries } from "./deliveries.js";
import { games } from "./games.js";
import { namedLists } from "./named-lists.js";
import { utcTexts } from "./utc-texts.js";
import { accounts } from "./accounts.js";
import { budgets } from "./budgets.js";
import type { Row } from "./row.js";
import { walkersGoneOn } from "./walkers-gone-on.js";
import { walkers } from "./walkers.js";

/** Small programs, each about one thing. */
export const shapes: readonly Row[] = [
  ...nothingInLists,
  ...programs,
  ...promises,
  ...promiseLists,
  ...begunLists,
  ...sharedPromises,
  ...promiseEnds,
  ...optionalCalls,
  ...errors,
  ...found,
  ...helpers,
  ...narrowing,
  ...dates,
  ...errorFields,
  ...callbacks,
  ...recursion,
  ...readInFinally,
];

/** Shapes that are less common, or made of the others. */
export const furtherShapes: readonly Row[] = [
  ...elementsByHelpers,
  ...shorterLists,
  ...leftAsJson,
  ...hypotenuses,
  ...chosenReadings,
  ...dataBesideFunctions,
  ...membersByKey,
  ...readTexts,
  ...patterns,
  ...records,
  ...unknownTexts,
  ...characterCodes,
  ...readMembers,
  ...utcTexts,
  ...functionsOfOthers,
  ...functionValues,
  ...listedForms,
  ...authorsHelpers,
  ...authorsErrors,
  ...listsThatGainCalls,
  ...growingLists,
  ...carriedFields,
  ...intlObjects,
  ...lifted,
  ...recursionInWorkflows,
  ...recursionIdioms,
  ...ruleTables,
  ...fromOutside,
  ...chosenPatterns,
  ...chosenErrors,
  ...functionOrData,
  ...unknownMembers,
  ...reasons,
  ...infinity,
  ...infiniteTables,
  ...functionsInOptions,
  ...constantRounds,
  ...promisesAsValues,
  ...functionChoices,
  ...functionLists,
  ...datesInData,
  ...errorText,
  ...matchGroups,
  ...readDates,
  ...dictionaryOrder,
  ...constantKeys,
  ...flatAndRaw,
  ...errorsGiven,
];

/** Small programs that change parts of values in place, in all the ways in which a part is reached. */
export const changesInPlace: readonly Row[] = [
  ...authorsViews,
  ...memberFunctions,
  ...authorsThrown,
  ...beforeFirstAwaits,
  ...gainedMeanwhile,
  ...handedCollections,
  ...loopsOverCopies,
  ...keptByDefault,
  ...madeInCallbacks,
  ...listsOfHelpers,
  ...putAtTheEnd,
  ...readBeforeChanges,
  ...twoParts,
  ...putByDefault,
  ...calledElsewhere,
  ...movedOut,
  ...sameElements,
  ...elementsByKey,
  ...elementsInGroups,
  ...groupsByHelpers,
  ...classesInWorkflows,
  ...classesWithMethods,
  ...classesInHelpers,
  ...classesAndFields,
  ...elementsInObjects,
  ...ordersInObjects,
  ...partsOfParents,
  ...chosenByPatterns,
  ...listsInTurn,
  ...listsInBatches,
  ...walkersGoneOn,
  ...assignments,
  ...keptCollections,
  ...keptCounters,
  ...ownInputs,
  ...outerAssignments,
  ...changedItems,
  ...namesInFunctions,
  ...chosenElements,
  ...givenParts,
  ...groups,
  ...matchesInLists,
  ...ownValues,
  ...putParts,
  ...bestElements,
  ...tableFunctions,
  ...orderedTables,
  ...putBackHelpers,
  ...indexedTables,
  ...namedLists,
  ...givenByHelpers,
  ...handedOn,
  ...keptChoices,
  ...heldParts,
  ...elementsByLists,
  ...walkers,
  ...accumulators,
  ...membersInOrder,
  ...entriesThatGo,
  ...madeAndPut,
  ...leftBehind,
  ...rests,
];

/** Whole programs, as authors write them, and small ones that combine many things. */
export const wholePrograms: readonly Row[] = [
  ...authorsClaims,
  ...authorsRenewals,
  ...authorsLists,
  ...authorsPlaces,
  ...authorsVisits,
  ...authorsDevices,
  ...authorsMarkets,
  ...authorsBeginnings,
  ...tripsAndSeats,
  ...orderEngines,
  ...billingEngines,
  ...paymentEngines,
  ...approvalEngines,
  ...importEngines,
  ...queueEngines,
  ...agentEngines,
  ...scheduleEngines,
  ...graphEngines,
  ...ledgerEngines,
  ...machineEngines,
  ...deliveryEngines,
  ...mediaEngines,
  ...gameEngines,
  ...courseEngines,
  ...platformEngines,
  ...supportEngines,
  ...mediaDrafts,
  ...lendingDrafts,
  ...fleetDrafts,
  ...clinicDrafts,
  ...opsDrafts,
  ...hiringDrafts,
  ...campaignDrafts,
  ...ledgerDrafts,
  ...configDrafts,
  ...shopDrafts,
  ...rulesDrafts,
  ...planningDrafts,
  ...sagaDrafts,
  ...cartDrafts,
  ...written,
  ...everyday,
  ...workflows,
  ...combinations,
  ...trades,
  ...boards,
  ...finance,
  ...logistics,
  ...offices,
  ...seams,
  ...services,
  ...retail,
  ...billing,
  ...bookings,
  ...journeys,
  ...commerce,
  ...paperwork,
  ...enrolments,
  ...tenders,
  ...madeOfEntries,
  ...operations,
  ...readings,
  ...warehouses,
  ...payments,
  ...approvals,
  ...contracts,
  ...releases,
  ...incidents,
  ...pipelines,
  ...audiences,
  ...deliveries,
  ...games,
  ...accounts,
  ...budgets,
  ...selling,
  ...desks,
  ...deployments,
  ...firstDrafts,
  ...furtherDrafts,
];

/** The written programs that run natively and compiled. */
export const rows: readonly Row[] = [...shapes, ...changesInPlace, ...wholePrograms];
