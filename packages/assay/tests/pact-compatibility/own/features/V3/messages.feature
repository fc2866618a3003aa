Feature: Messages of version 3

  Scenario: A message that the consumer takes
    Given a message integration is being defined for a consumer test
    And the message payload contains the "lamp" JSON document
    And the message contains the following metadata:
      | key   | value                 |
      | topic | products              |
      | trace | JSON: { "depth": 2 }  |
    And a provider state "a lamp is there" for the message is specified
    And a provider state "it has a price" for the message is specified with the following data:
      | price |
      | 40    |
    When the message is successfully processed
    Then the consumer test will have passed
    And the received message payload will contain the "lamp" JSON document
    And the received message content type will be "application/json"
    And the received message metadata will contain "topic" == "products"
    And a Pact file for the message interaction will have been written
    And the pact file will contain 1 message interaction
    And the first message in the pact file will contain the "lamp.json" document
    And the first message in the pact file content type will be "application/json"
    And the first message in the pact file will contain the message metadata "trace" == "JSON: { \"depth\": 2 }"
    And the first message in the pact file will contain 2 provider states
    And the first message in the Pact file will contain provider state "a lamp is there"
    And the provider state "it has a price" for the message will contain the following parameters:
      | parameters    |
      | {"price": 40} |

  Scenario: A message that the consumer does not take
    Given a message integration is being defined for a consumer test
    And a message is defined
    When the message is NOT successfully processed with a "no such product" exception
    Then the consumer test will have failed
    And the consumer test error will be "no such product"
    And a Pact file for the message interaction will NOT have been written

  Scenario: New values for each message
    Given a message integration is being defined for a consumer test
    And the message is configured with the following:
      | body            | generators                                                                                                                   | metadata      |
      | file: lamp.json | JSON: { "body": { "$.price": { "type": "RandomInt", "min": 100, "max": 999 } }, "metadata": { "id": { "type": "Uuid" } } } | { "id": "1" } |
    When the message is successfully processed
    Then the message contents for "$.price" will have been replaced with an "integer"
    And the received message metadata will contain "id" replaced with a "UUID"

  Scenario: A provider that makes what its consumers expect
    Given a provider is started that can generate the "a lamp" message with "file: lamp.json"
    And a provider is started that can generate the "a greeting" message with "file: greeting-body.xml"
    And a provider is started that can generate the "a framed lamp" message with "file: framed-body.xml"
    And a provider state callback is configured
    And a Pact file for "a lamp":"file: lamp.json" is to be verified with provider state "a lamp is there"
    And a Pact file for "a greeting":"Welcome to the shop" is to be verified
    And a Pact file for "a framed lamp":"file: unframed-body.xml" is to be verified
    When the verification is run
    Then the verification will be successful
    And the provider state callback will receive a setup call with "a lamp is there" as the provider state parameter

  Scenario: A provider that makes something else
    Given a provider is started that can generate the "a lamp" message with "file: chair.json" and the following metadata:
      | key   | value |
      | topic | b-12  |
    And a Pact file for "a lamp":"file: lamp.json" is to be verified with the following metadata:
      | key   | value |
      | topic | b-13  |
    When the verification is run
    Then the verification will NOT be successful
    And the verification results will contain a "Body had differences" error
    And the verification results will contain a "Metadata had differences" error

  Scenario: Rules for metadata and contents
    Given a provider is started that can generate the "a lamp" message with "JSON: { \"name\": \"Lamp\", \"price\": 1 }" and the following metadata:
      | key   | value |
      | topic | b-12  |
    And a Pact file for "a lamp" is to be verified with the following:
      | body           | file: lamp.json                                                                                                                          |
      | matching rules | JSON: { "body": { "$.price": { "matchers": [{ "match": "integer" }] } }, "metadata": { "topic": { "matchers": [{ "match": "regex", "regex": "b-[0-9]" }] } } } |
      | metadata       | topic=b-1; shop=JSON: 1                                                                                                                  |
    When the verification is run
    Then the verification will NOT be successful
    And the verification results will contain a "Metadata had differences" error
