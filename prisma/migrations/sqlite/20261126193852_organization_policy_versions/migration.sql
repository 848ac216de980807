-- CreateTable
CREATE TABLE "OrganizationPolicyVersion" (
    "policyId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "organizationId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT,

    PRIMARY KEY ("policyId", "number"),
    CONSTRAINT "OrganizationPolicyVersion_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "OrganizationPolicy" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
