import { WorkflowError } from "setpiece";

/** The request does not describe a basket that can be sold. Not worth a retry. */
export class InvalidBasket extends WorkflowError {}

/** No warehouse has enough of an article. */
export class OutOfStock extends WorkflowError {}

/** Other orders changed the same stock records at the same moment. Worth a retry. */
export class StockContention extends WorkflowError {}

/** The reservation was released before it could be made: the order was given up meanwhile. */
export class ReservationReleased extends WorkflowError {}

/** The request does not describe a payment. Nothing was asked of a provider. */
export class InvalidPayment extends WorkflowError {}

/** The payment provider said no: the customer needs another means of payment. */
export class PaymentDeclined extends WorkflowError {}

/** The payment provider did not answer, or not sensibly. Worth a retry: its calls are idempotent. */
export class PaymentProviderUnavailable extends WorkflowError {}

/** The payment was cancelled before it could be made. */
export class PaymentCancelled extends WorkflowError {}

/** The same payment id was used before for another amount. */
export class DuplicatePayment extends WorkflowError {}

/** A person decided against the order. */
export class OrderRejected extends WorkflowError {}

/** The same checkout was asked for before, and became another order. */
export class DuplicateRequest extends WorkflowError {}

/** Every photographer said no or let the offer lapse. */
export class NoPhotographer extends WorkflowError {}

/** The job does not say which product, or who is to be asked. */
export class InvalidJob extends WorkflowError {}

/** The order makes no sense, or the order desk refuses it for good. Not worth a retry. */
export class InvalidOrder extends WorkflowError {}

/** The order desk has too much to do, or does not answer sensibly. Worth a retry, later. */
export class OrderDeskBusy extends WorkflowError {}

/** The command makes no sense. */
export class InvalidCommand extends WorkflowError {}

/** What is to be watched is no session. */
export class InvalidSession extends WorkflowError {}

/** A sweep is asked for with members that make no sense. */
export class InvalidSweep extends WorkflowError {}

/** Nobody gave such a command, or it is forgotten. */
export class UnknownCommand extends WorkflowError {}

/** The campaign makes no sense, or its id stands for another one. */
export class InvalidCampaign extends WorkflowError {}

/** The shop has no such customer. */
export class UnknownCustomer extends WorkflowError {}

/** Not all systems took the customer's data over in time. */
export class MigrationIncomplete extends WorkflowError {}

/** The snapshot lacks what a system takes over. */
export class InvalidSnapshot extends WorkflowError {}

/** The return makes no sense. */
export class InvalidReturn extends WorkflowError {}

/** What lies in an outbox is no event that a bus takes. */
export class InvalidEvent extends WorkflowError {}

/** The event of a sale lacks what a tally needs. */
export class InvalidSale extends WorkflowError {}

/** What was uploaded has no key, or lies elsewhere than where pictures are put. */
export class InvalidUpload extends WorkflowError {}

/** The file is no picture that can be read. Not worth a retry. */
export class UnreadablePicture extends WorkflowError {}

/** The event of a sign-up lacks who it was. */
export class InvalidSignUp extends WorkflowError {}

/** The mail service does not send to that address. Not worth a retry. */
export class MailRefused extends WorkflowError {}

/** Most of a batch of rows are no articles: the file is not what it seems to be. Not worth a retry. */
export class UnreadableRows extends WorkflowError {}

/** The file is no catalogue that can be imported. */
export class InvalidCatalogue extends WorkflowError {}

/** More items of a distributed map failed than it tolerates. */
export class TooManyItemsFailed extends WorkflowError {
  static override readonly errorName = "States.ExceedToleratedFailureThreshold";
}

/** A distributed map cannot read its items: the file is not there, or not in its format. */
export class ItemsUnreadable extends WorkflowError {
  static override readonly errorName = "States.ItemReaderFailed";
}

/** A question to the leaderboard without a board, a month, a currency or a number of places. */
export class InvalidQuestion extends WorkflowError {}
