Feature: What is not true of a verification

  Background:
    Given the following HTTP interactions have been defined:
      | No | method | path  | response | response content | response body   |
      | 1  | GET    | /lamp | 200      | application/json | file: lamp.json |
      | 2  | GET    | /desk | 404      |                  |                 |

  Scenario Outline: After one that passed: <claim>
    Given a provider is started that returns the response from interaction 1
    And a provider state callback is configured
    And a Pact file for interaction 1 is to be verified with a provider state "a lamp is there" defined
    When the verification is run
    Then <claim>

    Examples:
      | claim                                                                                                                                       |
      | the verification will NOT be successful                                                                                                     |
      | the verification results will contain a "Body had differences" error                                                                        |
      | there will be a pending "Body had differences" error                                                                                        |
      | the provider state callback will receive a setup call with "a desk is there" as the provider state parameter                                |
      | the provider state callback will receive a teardown call "a desk is there" as the provider state parameter                                  |
      | the provider state callback will NOT receive a teardown call                                                                                |
      | a warning will be displayed that there was no provider state callback configured for provider state "a lamp is there"                       |
      | the request to the provider will contain the header "Authorization: key"                                                                    |
      | the comment "the basket needs it" will have been printed to the console                                                                     |
      | the "shows a lamp" will displayed as the original test name                                                                                 |
      | a verification result will NOT be published back                                                                                            |

  Scenario: Parameters that a setup did not get
    Given a provider is started that returns the response from interaction 1
    And a provider state callback is configured
    And a Pact file for interaction 1 is to be verified with a provider state "a lamp is there" defined
    When the verification is run
    Then the provider state callback will receive a setup call with "a lamp is there" and the following parameters:
      | price |
      | 40    |

  Scenario: Parameters that a teardown did not get
    Given a provider is started that returns the response from interaction 1
    And a provider state callback is configured
    And a Pact file for interaction 1 is to be verified with a provider state "a lamp is there" defined
    When the verification is run
    Then the provider state callback will receive a teardown call "a lamp is there" and the following parameters:
      | price |
      | 40    |

  Scenario Outline: Without a callback: <claim>
    Given a provider is started that returns the response from interaction 1, with the following changes:
      | status |
      | 500    |
    And a Pact file for interaction 1 is to be verified
    When the verification is run
    Then <claim>

    Examples:
      | claim                                                                                |
      | the verification will be successful                                                  |
      | the verification results will contain a "Body had differences" error                 |
      | there will be a pending "Response status did not match" error                        |
      | the provider state callback will be called before the verification is run            |
      | the provider state callback will be called after the verification is run             |
      | the provider state callback will NOT receive a teardown call                         |

  Scenario Outline: At the broker: <claim>
    Given a provider is started that returns the response from interaction 1
    And a Pact file for interaction <number> is to be verified from a Pact broker
    And publishing of verification results is enabled
    When the verification is run
    Then <claim>

    Examples:
      | number | claim                                                                           |
      | 1      | a verification result will NOT be published back                                |
      | 1      | a failed verification result will be published back for the interaction {1}     |
      | 1      | a successful verification result will be published back for interaction {2}     |

  Scenario: A failure is no success at the broker
    Given a provider is started that returns the response from interaction 2
    And a Pact file for interaction 1 is to be verified from a Pact broker
    And publishing of verification results is enabled
    When the verification is run
    Then a successful verification result will be published back for interaction {1}

  Scenario: Nothing was verified
    Then the verification will be successful
