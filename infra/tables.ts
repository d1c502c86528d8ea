/** The two tables: Reviews holds the current state, Ledger only ever grows. */
import { RemovalPolicy } from "aws-cdk-lib";
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  type TableProps,
} from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import { index } from "../shared/store/keys.ts";
import type { Use } from "./function.ts";

type ReviewsVerb = "GetItem" | "Query" | "PutItem" | "UpdateItem" | "DeleteItem" | "ConditionCheckItem";
type LedgerVerb = "PutItem" | "Query"; // append and read: nobody changes or removes an entry

const string = (name: string) => ({ name, type: AttributeType.STRING });

const kept = {
  partitionKey: string("pk"),
  sortKey: string("sk"),
  billingMode: BillingMode.PAY_PER_REQUEST,
  stream: StreamViewType.NEW_AND_OLD_IMAGES,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  deletionProtection: true,
  removalPolicy: RemovalPolicy.RETAIN,
} satisfies TableProps;

export class Tables extends Construct {
  readonly reviews: Table;
  readonly ledger: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.reviews = new Table(this, "Reviews", { ...kept, timeToLiveAttribute: "expires" });
    this.reviews.addGlobalSecondaryIndex({
      indexName: index,
      partitionKey: string("gpk"),
      sortKey: string("gsk"),
      projectionType: ProjectionType.ALL,
    });
    this.ledger = new Table(this, "Ledger", kept);
  }

  usesReviews(...verbs: ReviewsVerb[]): Use {
    const actions = verbs.map((verb) => `dynamodb:${verb}`);
    return {
      environment: { REVIEWS_TABLE: this.reviews.tableName },
      may: [{ actions, resources: [this.reviews.tableArn] }],
    };
  }

  queriesIndex(): Use {
    return { may: [{ actions: ["dynamodb:Query"], resources: [`${this.reviews.tableArn}/index/${index}`] }] };
  }

  usesLedger(...verbs: LedgerVerb[]): Use {
    const actions = verbs.map((verb) => `dynamodb:${verb}`);
    return {
      environment: { LEDGER_TABLE: this.ledger.tableName },
      may: [{ actions, resources: [this.ledger.tableArn] }],
    };
  }
}
