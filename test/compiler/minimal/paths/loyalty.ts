import { fails, gives, type Path } from "../samples.js";

const conditionFailed = fails("DynamoDB.ConditionalCheckFailedException", "the condition did not hold");
const nothing = gives({});
const down = fails("ServiceUnavailable");
const published = gives({ FailedEntryCount: 0, Entries: [] });

const enrolment = { customerId: "c", email: "c@example.com", currency: "EUR" };
const account = (customerId: string) => [{ customerId }];
const enrolled = {
  lookUpIdentity: [gives(account("c")), gives([]), gives([])],
  mergeAccounts: gives({ samePerson: true, keep: "d" }),
  askConsent: gives({ consented: true }),
  "events:putEvents": [gives({ accountId: "a" }), published],
  issueVoucher: gives({ code: "v" }),
  "dynamodb:putItem": nothing,
} as const;
const twoAccounts = [gives(account("c")), gives(account("d")), gives([])];

/** Ways through the loyalty enrolment. */
export const loyaltyPaths: Readonly<Record<string, readonly Path[]>> = {
  "loyalty-enrolment": [
    { path: "one account", input: enrolment, stubs: enrolled },
    { path: "merged", input: enrolment, stubs: { ...enrolled, lookUpIdentity: twoAccounts } },
    {
      path: "merged after a slip",
      input: enrolment,
      stubs: {
        ...enrolled,
        lookUpIdentity: twoAccounts,
        mergeAccounts: [gives({ samePerson: true, keep: "x" }), gives({ samePerson: true, keep: "d" })],
      },
    },
    {
      path: "different people",
      input: enrolment,
      stubs: { ...enrolled, lookUpIdentity: twoAccounts, mergeAccounts: gives({ samePerson: false, keep: "" }) },
    },
    { path: "refused", input: enrolment, stubs: { ...enrolled, askConsent: gives({ consented: false }) } },
    { path: "no currency", input: { ...enrolment, currency: "DKK" }, stubs: enrolled },
    { path: "no address", input: { ...enrolment, email: "c" }, stubs: enrolled },
    {
      path: "all is down at first",
      input: enrolment,
      stubs: {
        ...enrolled,
        lookUpIdentity: [down, gives(account("d")), gives([]), gives([])],
        mergeAccounts: [down, enrolled.mergeAccounts],
        askConsent: [down, enrolled.askConsent],
        "events:putEvents": [down, gives({ accountId: "a" }), published],
        issueVoucher: [down, enrolled.issueVoucher],
      },
    },
    {
      path: "handed back",
      input: enrolment,
      stubs: { ...enrolled, lookUpIdentity: twoAccounts, mergeAccounts: fails("HumanTaskRejected", "not mine") },
    },
    {
      path: "decided with nonsense",
      input: enrolment,
      stubs: {
        ...enrolled,
        lookUpIdentity: twoAccounts,
        mergeAccounts: [gives({ samePerson: "yes", keep: "d" }), gives({ samePerson: true, keep: "d" })],
      },
    },
    {
      path: "answered without an account",
      input: enrolment,
      stubs: { ...enrolled, "events:putEvents": [gives({ account: "a" }), published] },
    },
    { path: "member already", input: enrolment, stubs: { ...enrolled, "dynamodb:putItem": conditionFailed } },
  ],
};
